import * as RA from 'fp-ts/lib/ReadonlyArray.js'
import type { ReadonlyNonEmptyArray } from 'fp-ts/lib/ReadonlyNonEmptyArray.js'
import type { CdnCapabilities } from '../cdn/capabilities.ts'
import type { InvalidationRequest } from '../cdn/invalidation.ts'
import { type Item, isEverything, isTag, isWildcard } from '../items/item.ts'
import { credentialsOf, type Plan } from './plan.ts'
import { callerReference } from './reference.ts'

/** How many items of each list of a plan a target has accepted. Both lists are submitted in order. */
export interface Position {
  readonly wildcards: number
  readonly others: number
}

export const startPosition: Position = { wildcards: 0, others: 0 }

/** The number of items of a plan that a target has accepted. */
export const itemsBefore = ({ wildcards, others }: Position): number => wildcards + others

/** Whether a target has accepted the whole plan. */
export const isAtEnd = (plan: Plan, position: Position): boolean => itemsBefore(position) === plan.items.length

/** The position after a request. */
export const advance = ({ wildcards, others }: Position, items: ReadonlyArray<Item>): Position => {
  const wildcardCount = items.filter(isWildcard).length
  return { wildcards: wildcards + wildcardCount, others: others + items.length - wildcardCount }
}

/** Halves the limit, or what is available if that is less, so that the first halving has an effect. */
const halved = (limit: number, available: number, halvings: number): number =>
  Math.max(1, Math.floor(Math.min(limit, available) / 2 ** halvings))

/** Options that change the size of a request. */
export interface RequestOptions {
  /** How often to halve the size. */
  readonly halvings: number
  /** Items, at most. */
  readonly maxItems?: number
}

/** How many of sorted items without wildcards, of which tags come first, fit into a request from the first on. */
const leadingThatFit = (items: ReadonlyArray<Item>, { paths, tags, mixesKinds }: CdnCapabilities): number => {
  const tagCount = items.findIndex(item => !isTag(item))
  const allTags = tagCount === -1 ? items.length : tagCount
  const maxTags = tags?.maxPerRequest ?? 0
  if (allTags > maxTags || (allTags > 0 && !mixesKinds)) return Math.min(allTags, maxTags)
  return allTags + Math.min(items.length - allTags, paths.maxPerRequest)
}

const takeFrom = (
  { items, wildcards, others, capabilities }: Plan,
  position: Position,
  { halvings, maxItems = Number.POSITIVE_INFINITY }: RequestOptions,
): ReadonlyArray<Item> => {
  const size = Math.min(maxItems, halved(capabilities.maxItemsPerRequest, items.length, halvings))
  const wildcardSize = Math.min(size, halved(capabilities.wildcards?.maxPerRequest ?? 1, wildcards.length, halvings))
  const first = wildcards.slice(position.wildcards, position.wildcards + wildcardSize)
  const rest = others.slice(position.others, position.others + size - first.length)
  const isPurge = capabilities.purgesEverything && first.some(isEverything)
  if (isPurge || (first.length > 0 && !capabilities.mixesKinds)) return first
  return [...first, ...rest.slice(0, leadingThatFit(rest, capabilities))].sort()
}

/** The request that sends these items to a target. */
export const requestWith = (plan: Plan, targetId: string, items: ReadonlyNonEmptyArray<Item>): InvalidationRequest => ({
  targetId,
  host: plan.spec.host,
  items,
  reference: callerReference(plan.firstJobId, targetId, items),
  credentials: credentialsOf(plan),
})

/**
 * The next request for a target, or none at the end of the plan. Wildcards go first into a request, up to their limit, and other
 * items fill it, so that there are as few requests as the limits allow. A CDN that does not mix kinds gets one kind at a time,
 * and one that can purge everything gets that by itself.
 */
export const nextRequest = (plan: Plan, targetId: string, position: Position, options: RequestOptions): InvalidationRequest | undefined => {
  const items = takeFrom(plan, position, options)
  return RA.isNonEmpty(items) ? requestWith(plan, targetId, items) : undefined
}
