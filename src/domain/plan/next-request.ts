import * as RA from 'fp-ts/lib/ReadonlyArray.js'
import type { InvalidationRequest } from '../cdn/invalidation.ts'
import { type Item, isTag, isWildcard } from '../items/item.ts'
import type { Plan } from './plan.ts'
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

/** Options that change the size or the reference of a request. */
export interface RequestOptions {
  /** How often to halve the size. */
  readonly halvings: number
  /** How often the reference was taken. */
  readonly referenceAttempt: number
  /** Items, at most. */
  readonly maxItems?: number
}

/** The number of leading items that are all tags or all paths. Sorted, tags come before paths. */
const leadingOfOneKind = (items: ReadonlyArray<Item>): number => {
  const [first] = items
  const end = first === undefined ? 0 : items.findIndex(item => isTag(item) !== isTag(first))
  return end === -1 ? items.length : end
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
  if (capabilities.mixesKinds) return [...first, ...rest].sort()
  return first.length > 0 ? first : rest.slice(0, leadingOfOneKind(rest))
}

/**
 * The next request for a target; `undefined` at the end of the plan. Wildcards come first, up to their limit, and other items fill the
 * request, so that there are as few requests as the limits allow. A CDN that does not mix kinds gets one kind at a time.
 */
export const nextRequest = (plan: Plan, targetId: string, position: Position, options: RequestOptions): InvalidationRequest | undefined => {
  const items = takeFrom(plan, position, options)
  if (!RA.isNonEmpty(items)) return undefined
  const reference = callerReference(plan.firstJobId, targetId, items, options.referenceAttempt)
  return { targetId, host: plan.spec.host, items, reference, credentials: plan.spec.credentials }
}
