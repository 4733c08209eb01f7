import { pipe } from 'fp-ts/lib/function.js'
import * as RA from 'fp-ts/lib/ReadonlyArray.js'
import type { ReadonlyNonEmptyArray } from 'fp-ts/lib/ReadonlyNonEmptyArray.js'
import { type Item, isWildcard } from '../items/item.ts'
import type { Capabilities } from './capabilities.ts'

type Limits = Pick<Capabilities, 'itemsPerRequest' | 'wildcardsPerRequest'>

/**
 * Splits sorted items into the fewest requests that the limits allow, each sorted. Wildcards go first into a request,
 * up to their limit, and the other items fill it. A limit has to be at least 1 where there is something to limit.
 */
export const split = (items: ReadonlyArray<Item>, limits: Limits): ReadonlyArray<ReadonlyNonEmptyArray<Item>> => {
  const { left: others, right: wildcards } = pipe(items, RA.partition(isWildcard))
  const size = limits.itemsPerRequest
  const wildcardSize = Math.min(limits.wildcardsPerRequest, size)
  const othersBefore = (request: number): number => request * size - Math.min(request * wildcardSize, wildcards.length)
  const requests = Math.max(Math.ceil(items.length / size), wildcards.length === 0 ? 0 : Math.ceil(wildcards.length / wildcardSize))
  return Array.from({ length: requests }, (_, request) =>
    [
      ...wildcards.slice(request * wildcardSize, (request + 1) * wildcardSize),
      ...others.slice(othersBefore(request), othersBefore(request + 1)),
    ].sort(),
  ).filter((part): part is [Item, ...Item[]] => RA.isNonEmpty(part))
}
