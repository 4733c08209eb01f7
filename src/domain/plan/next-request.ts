import * as RA from 'fp-ts/lib/ReadonlyArray.js'
import type { InvalidationRequest } from '../cdn/invalidation.ts'
import { type Item, isWildcard } from '../items/item.ts'
import type { Plan } from './plan.ts'
import { callerReference } from './reference.ts'

/** How much of a plan a distribution has got. Both lists are gone through in order, so two numbers say it all. */
export interface Position {
  readonly wildcards: number
  readonly others: number
}

export const startPosition: Position = { wildcards: 0, others: 0 }

/** Items of a plan that a distribution has got. */
export const itemsBefore = ({ wildcards, others }: Position): number => wildcards + others

/** Whether a distribution has got all of a plan. */
export const isAtEnd = (plan: Plan, position: Position): boolean => itemsBefore(position) === plan.items.length

/** The position behind a request. */
export const advance = ({ wildcards, others }: Position, items: ReadonlyArray<Item>): Position => {
  const some = items.filter(isWildcard).length
  return { wildcards: wildcards + some, others: others + items.length - some }
}

/** Half of what is there, where that is less than the limit: so that the first halving makes a difference. */
const halved = (limit: number, available: number, halvings: number): number =>
  Math.max(1, Math.floor(Math.min(limit, available) / 2 ** halvings))

/** What a request is like beside what it asks for. */
export interface RequestOptions {
  /** How often the sizes are halved. */
  readonly halvings: number
  /** How often the reference turned out to be taken. */
  readonly referenceAttempt: number
  /** Items, at most. */
  readonly maxItems?: number
}

const takeFrom = (
  { items, wildcards, others, capabilities }: Plan,
  position: Position,
  { halvings, maxItems = Number.POSITIVE_INFINITY }: RequestOptions,
): ReadonlyArray<Item> => {
  const size = Math.min(maxItems, halved(capabilities.itemsPerRequest, items.length, halvings))
  const wildcardSize = Math.min(size, halved(capabilities.wildcardsPerRequest, wildcards.length, halvings))
  const first = wildcards.slice(position.wildcards, position.wildcards + wildcardSize)
  return [...first, ...others.slice(position.others, position.others + size - first.length)].sort()
}

/**
 * The next request for a distribution, or none at the end of the plan. Wildcards go first into a request, up to their
 * limit, and other items fill it: so there are as few requests as the limits allow.
 */
export const nextRequest = (plan: Plan, targetId: string, position: Position, manner: RequestOptions): InvalidationRequest | undefined => {
  const items = takeFrom(plan, position, manner)
  if (!RA.isNonEmpty(items)) return undefined
  const reference = callerReference(plan.firstJobId, targetId, items, manner.referenceAttempt)
  return { targetId, items, reference, role: plan.spec.role, account: plan.account }
}
