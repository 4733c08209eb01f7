import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { type Item, isWildcard, prefixOf } from '../items/item.ts'
import { rangeOf } from '../items/sorted.ts'
import { cheapestCover, defaultMaxWork, type NoCover, type WildcardGranularity } from './cover.ts'
import type { CostModel } from './search/cost-model.ts'
import { type Keys, keysOf } from './search/keys.ts'
import { type Trie, trieOf } from './search/trie.ts'
import { type Collateral, type Unchanged, unchangedOf } from './search/unchanged.ts'

/** What to cover, and the budget. Paths are encoded, exactly as they are sent; wildcards end in `*`. */
export interface CoverTask {
  /** Paths and wildcards that must be flushed; no cache tags. */
  readonly changed: ReadonlyArray<Item>
  /** Existing paths that did not change. A path that is also in `changed` counts as changed. */
  readonly unchanged: ReadonlyArray<string>
  /** Paths and wildcards to keep out of the cover's wildcards if at all possible. */
  readonly protect?: ReadonlyArray<Item>
  /** At most this many paths, wildcards included; an integer. */
  readonly maxPaths: number
  /** At most this many wildcards, including those in `changed`; an integer. */
  readonly maxWildcards: number
  /** Where the prefix of a wildcard that the cover adds may end (default: `character`). Those in `changed` may end anywhere. */
  readonly granularity?: WildcardGranularity
}

/** A list of paths that flushes everything that changed. */
export interface Cover {
  /** The paths and wildcards to send, sorted. */
  readonly paths: ReadonlyArray<Item>
  /** What the wildcards flush unnecessarily; those in `changed` do not count. */
  readonly collateral: Collateral
  /** Whether the cover is known to be the best one. If not, the search was stopped since it would have taken too long. */
  readonly isExact: boolean
}

/** Both counts as one number: a protected path outweighs all unchanged paths together. */
const weightOf = (collateral: Collateral, { paths }: Unchanged): number => collateral.protected * (paths.length + 1) + collateral.unchanged

/** A cost is the collateral's weight, the number of wildcards, and minus the total length of their prefixes. */
const costSize = 3

/** The cost model that minimises the collateral. */
export const costModelOf = (trie: Trie, { texts, wild }: Keys, index: Unchanged): CostModel => {
  const from = new Int32Array(trie.nodes)
  const to = new Int32Array(trie.nodes)
  const nodeCosts = new Float64Array(trie.nodes * costSize)
  // Parents first: a node's unchanged paths are a part of its parent's range.
  for (let node = trie.nodes - 1; node >= 0; node -= 1) {
    const parent = trie.parent[node] ?? -1
    const within = { from: from[parent] ?? 0, to: to[parent] ?? index.paths.length }
    const depth = trie.depth[node] ?? 0
    const prefix = texts[trie.first[node] ?? 0]?.slice(0, depth) ?? ''
    const range = rangeOf(index.paths, prefix, within)
    from[node] = range.from
    to[node] = range.to
    nodeCosts[node * costSize] = weightOf(index.collateralUnder(prefix, range), index)
    nodeCosts[node * costSize + 1] = 1
    nodeCosts[node * costSize + 2] = -depth
  }
  const keyCosts = new Float64Array(texts.length * costSize)
  for (const [key, text] of texts.entries()) if (wild[key] === 1) keyCosts.set([0, 1, -text.length], key * costSize)
  return { size: costSize, leading: 1, nodeCosts, keyCosts }
}

const collateralOf = (cover: ReadonlyArray<Item>, keys: Keys, { paths, collateralUnder }: Unchanged): Collateral => {
  const all = { from: 0, to: paths.length }
  const given = new Set(keys.texts.filter((_, key) => keys.wild[key] === 1))
  return cover
    .filter(isWildcard)
    .map(prefixOf)
    .filter(prefix => !given.has(prefix))
    .map(prefix => collateralUnder(prefix, rangeOf(paths, prefix, all)))
    .reduce((sum, more) => ({ protected: sum.protected + more.protected, unchanged: sum.unchanged + more.unchanged }), {
      protected: 0,
      unchanged: 0,
    })
}

/**
 * Finds the cover of what changed that flushes the least of what did not: first the fewest protected paths, then the
 * fewest unchanged paths. Ties: fewest paths, fewest wildcards, longest wildcard prefixes in total, then the cover that is
 * narrower at the first path where two differ. The result depends only on the sets given. It is exact, unless the search takes more than
 * `maxWork` units of work. Then it costs at most as much as the cover that merges the deepest folders.
 *
 * A wildcard with nothing unchanged under it costs nothing, so it replaces several paths even if the budget has room for
 * them. It also flushes objects that are not listed, and query string variants of the paths; `protect` keeps wildcards
 * away from those.
 *
 * Fails with `NoCover` only if `changed` does not fit as it is and `maxPaths` or `maxWildcards` is 0 or less.
 */
export const leastCollateralCover = (
  { changed, unchanged, protect = [], maxPaths, maxWildcards, granularity = 'character' }: CoverTask,
  maxWork = defaultMaxWork,
): E.Either<NoCover, Cover> => {
  const keys = keysOf(changed)
  const trie = trieOf(keys.texts, granularity)
  const index = unchangedOf(keys, unchanged, protect)
  return pipe(
    cheapestCover(trie, keys, costModelOf(trie, keys, index), { paths: maxPaths, wildcards: maxWildcards }, maxWork),
    E.map(({ paths, isExact }) => ({ paths, isExact, collateral: collateralOf(paths, keys, index) })),
  )
}
