import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { type Item, isWildcard, prefixOf } from '../items/item.ts'
import { rangeOf } from '../items/sorted.ts'
import { cheapestCover, type NoCover } from './cover.ts'
import type { CostModel } from './search/cost-model.ts'
import { type Keys, keysOf } from './search/keys.ts'
import { type Trie, trieOf } from './search/trie.ts'
import { type Collateral, type Unchanged, unchangedOf } from './search/unchanged.ts'

/** What changed, what did not, and how much may be sent. Paths are encoded, as they are sent; wildcards end in a star. */
export interface CoverTask {
  /** Paths and wildcards, all of which have to be flushed. */
  readonly changed: ReadonlyArray<Item>
  /** Paths that exist and did not change. One that is among the changed ones too counts as changed. */
  readonly unchanged: ReadonlyArray<string>
  /** Paths and wildcards that must not be flushed without need. */
  readonly protect?: ReadonlyArray<Item>
  readonly maxPaths: number
  readonly maxWildcards: number
}

export interface Cover {
  /** What to send, sorted. */
  readonly paths: ReadonlyArray<Item>
  readonly collateral: Collateral
}

/** One number for both: a single protected path weighs more than all that is unchanged. */
const weightOf = (collateral: Collateral, { paths }: Unchanged): number => collateral.protected * (paths.length + 1) + collateral.unchanged

/** Numbers in a cost: what is flushed, then the wildcards, then the characters of their prefixes, of which more are better. */
const costSize = 3

/** What wildcards flush without need, as a measure. */
export const costModelOf = (trie: Trie, { texts, wild }: Keys, index: Unchanged): CostModel => {
  const from = new Int32Array(trie.nodes)
  const to = new Int32Array(trie.nodes)
  const nodeCosts = new Float64Array(trie.nodes * costSize)
  // From the outside in: what a group flushes lies in what the group around it does.
  for (let node = trie.nodes - 1; node >= 0; node -= 1) {
    const parent = trie.parent[node] ?? -1
    const within = { from: from[parent] ?? 0, to: to[parent] ?? index.paths.length }
    const depth = trie.depth[node] ?? 0
    const prefix = texts[trie.first[node] ?? 0]?.slice(0, depth) ?? ''
    const range = rangeOf(index.paths, prefix, within)
    from[node] = range.from
    to[node] = range.to
    nodeCosts.set([weightOf(index.collateralUnder(prefix, range), index), 1, -depth], node * costSize)
  }
  const keyCosts = Float64Array.from(texts.flatMap((text, key) => (wild[key] === 1 ? [0, 1, -text.length] : [0, 0, 0])))
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
 * Of all ways to flush what changed with so many paths and wildcards at most, the one that flushes least of what did
 * not: first the fewest protected paths, then the fewest unchanged ones. Of equals the one with the fewest paths, then
 * with the fewest wildcards, then with the longest prefixes of wildcards taken together, then the one whose first
 * different path is narrower. It is exact, and the same for equal sets.
 *
 * A wildcard under which nothing is unchanged costs nothing, so it takes the place of several paths even where the budget
 * would hold them. It flushes also what nobody listed: other objects, and what the paths give with a query string.
 * `protect` keeps wildcards away from those.
 */
export const leastCollateralCover = ({ changed, unchanged, protect = [], maxPaths, maxWildcards }: CoverTask): E.Either<NoCover, Cover> => {
  const keys = keysOf(changed)
  const trie = trieOf(keys.texts)
  const index = unchangedOf(keys, unchanged, protect)
  return pipe(
    cheapestCover(trie, keys, costModelOf(trie, keys, index), { paths: maxPaths, wildcards: maxWildcards }),
    E.map(paths => ({ paths, collateral: collateralOf(paths, keys, index) })),
  )
}
