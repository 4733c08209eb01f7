import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as RA from 'fp-ts/lib/ReadonlyArray.js'
import type { CdnCapabilities } from '../cdn/capabilities.ts'
import { coverItems } from '../cover/cover-items.ts'
import { type Item, isTag, isWildcard } from '../items/item.ts'
import type { BudgetTooSmall } from './plan-failure.ts'

/** What was replaced by something wider. */
export interface Widened {
  /** The wildcards that were not asked for. */
  readonly to: ReadonlyArray<Item>
  /** How many of the minimal items they stand for. */
  readonly items: number
}

/** Items that fit. */
export interface Fitted {
  readonly items: ReadonlyArray<Item>
  readonly widened: Widened | undefined
}

/** Why this many paths and tags do not fit. */
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

/** What a cover of some paths has that they do not have, if anything. */
export const widenedFrom = (paths: ReadonlyArray<Item>, cover: ReadonlyArray<Item>): Widened | undefined => {
  const to = difference(cover, paths)
  return to.length === 0 ? undefined : { to, items: difference(paths, cover).length }
}

/** How many wildcards a plan may have: as many as the CDN takes in one request, or as there are. */
export const maxWildcards = ({ wildcards }: CdnCapabilities, paths: ReadonlyArray<Item>): number =>
  Math.max(wildcards?.maxPerRequest ?? 0, paths.filter(isWildcard).length)

/**
 * Merges paths of sorted, minimal items into wildcards, as narrow as possible, if there are more items than `maxPaths`. The result
 * has no more wildcards than the CDN takes in one request, or than there were. Tags stay as they are.
 */
export const fitBudget =
  (maxPaths: number | undefined, cdn: CdnCapabilities) =>
  (items: ReadonlyArray<Item>): E.Either<BudgetTooSmall, Fitted> => {
    if (maxPaths === undefined || items.length <= maxPaths) return E.right({ items, widened: undefined })
    const { left: paths, right: tags } = pipe(items, RA.partition(isTag))
    return pipe(
      coverItems(paths, maxPaths - tags.length, maxWildcards(cdn, paths), cdn.wildcards?.granularity),
      E.bimap(
        () => tooSmall(maxPaths, paths.length, tags.length, cdn),
        cover => ({
          items: [...tags, ...cover].sort(),
          widened: widenedFrom(paths, cover),
        }),
      ),
    )
  }
