import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as RA from 'fp-ts/lib/ReadonlyArray.js'
import type { CdnCapabilities } from '../cdn/capabilities.ts'
import { narrowestCover } from '../cover/cover-items.ts'
import { type Item, isTag, isWildcard } from '../items/item.ts'
import type { BudgetTooSmall } from './plan-failure.ts'

/** Items that were replaced by wider ones. */
export interface Widened {
  /** The wildcards that were not requested. */
  readonly to: ReadonlyArray<Item>
  /** How many items they replace. */
  readonly items: number
}

/** Items that fit into a budget. */
export interface Fitted {
  readonly items: ReadonlyArray<Item>
  readonly widened: Widened | undefined
  /** Whether the items are known to be the narrowest that fit. If not, the exact search would have taken too long. */
  readonly isExact: boolean
}

/** The failure for this many paths and tags. */
export const tooSmall = (maxPaths: number, paths: number, tags: number, { name, wildcards }: CdnCapabilities): BudgetTooSmall => {
  const mergeable = wildcards !== undefined
  return {
    _tag: 'BudgetTooSmall',
    maxPaths,
    paths,
    tags,
    minimum: tags + (mergeable ? Math.min(1, paths) : paths),
    mergeable,
    cdnName: name,
  }
}

const difference = (items: ReadonlyArray<Item>, others: ReadonlyArray<Item>): ReadonlyArray<Item> => {
  const known = new Set(others)
  return items.filter(item => !known.has(item))
}

/** The items of a cover that are not among the paths; `undefined` if there are none. */
export const widenedFrom = (paths: ReadonlyArray<Item>, cover: ReadonlyArray<Item>): Widened | undefined => {
  const to = difference(cover, paths)
  return to.length === 0 ? undefined : { to, items: difference(paths, cover).length }
}

/** Wildcards in a plan, at most: as many as fit into one request, or as many as were requested. */
export const maxWildcards = ({ wildcards }: CdnCapabilities, paths: ReadonlyArray<Item>): number =>
  Math.max(wildcards?.maxPerRequest ?? 0, paths.filter(isWildcard).length)

/**
 * Merges paths into wildcards, as narrow as possible, if there are more items than `maxPaths`. `items` must be sorted and minimal. Tags
 * are not changed.
 */
export const fitBudget =
  (maxPaths: number | undefined, cdn: CdnCapabilities) =>
  (items: ReadonlyArray<Item>): E.Either<BudgetTooSmall, Fitted> => {
    if (maxPaths === undefined || items.length <= maxPaths) return E.right({ items, widened: undefined, isExact: true })
    const { left: paths, right: tags } = pipe(items, RA.partition(isTag))
    // Tags sort before paths, and a cover is sorted.
    return pipe(
      narrowestCover(paths, maxPaths - tags.length, maxWildcards(cdn, paths), cdn.wildcards?.granularity),
      E.bimap(
        () => tooSmall(maxPaths, paths.length, tags.length, cdn),
        cover => ({
          items: [...tags, ...cover.paths],
          widened: widenedFrom(paths, cover.paths),
          isExact: cover.isExact,
        }),
      ),
    )
  }
