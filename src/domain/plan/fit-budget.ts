import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as RA from 'fp-ts/lib/ReadonlyArray.js'
import type { Capabilities } from '../cdn/capabilities.ts'
import { coverItems } from '../cover/cover-items.ts'
import { type Item, isTag, isWildcard } from '../items/item.ts'
import type { BudgetTooSmall } from './plan-failure.ts'

/** What was merged so that the items fit into a budget. */
export interface Widened {
  /** The wildcards that nobody gave. */
  readonly to: ReadonlyArray<Item>
  /** How many of the minimal items they stand for. */
  readonly items: number
}

/** Items that fit. */
export interface Fitted {
  readonly items: ReadonlyArray<Item>
  readonly widened: Widened | undefined
}

/** Why so many paths and tags do not fit. */
export const tooSmall = (maxPaths: number, paths: number, tags: number, { name, wildcardsPerRequest }: Capabilities): BudgetTooSmall => {
  const mergeable = wildcardsPerRequest > 0
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

/** What a cover of some paths has that they had not, if anything. */
export const widenedFrom = (paths: ReadonlyArray<Item>, cover: ReadonlyArray<Item>): Widened | undefined => {
  const to = difference(cover, paths)
  return to.length === 0 ? undefined : { to, items: difference(paths, cover).length }
}

/**
 * Merges paths of sorted, minimal items into wildcards, as narrow ones as possible, where there are more items than
 * `maxPaths`. No more wildcards come of it than the CDN takes in one request, or than there were. Tags stay as they are.
 */
export const fitBudget =
  (maxPaths: number | undefined, cdn: Capabilities) =>
  (items: ReadonlyArray<Item>): E.Either<BudgetTooSmall, Fitted> => {
    if (maxPaths === undefined || items.length <= maxPaths) return E.right({ items, widened: undefined })
    const { left: paths, right: tags } = pipe(items, RA.partition(isTag))
    const wildcards = Math.max(cdn.wildcardsPerRequest, paths.filter(isWildcard).length)
    return pipe(
      coverItems(paths, maxPaths - tags.length, wildcards),
      E.bimap(
        () => tooSmall(maxPaths, paths.length, tags.length, cdn),
        cover => ({
          items: [...tags, ...cover].sort(),
          widened: widenedFrom(paths, cover),
        }),
      ),
    )
  }
