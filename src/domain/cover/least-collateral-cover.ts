import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { type Item, isWildcard, prefixOf } from '../items/item.ts'
import { rangeOf } from '../items/sorted.ts'
import { cheapestCover, type NoCover } from './cover.ts'
import { type Bystanders, bystandersOf, type Collateral } from './search/bystanders.ts'
import { type Keys, keysOf } from './search/keys.ts'
import type { Measure } from './search/measure.ts'
import { type Trie, trieOf } from './search/trie.ts'

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
const weightOf = (collateral: Collateral, { unchanged }: Bystanders): number =>
  collateral.protected * (unchanged.length + 1) + collateral.unchanged

/** Numbers in a cost: what is flushed, then the wildcards, then the characters of their prefixes, of which more are better. */
const size = 3

/** What wildcards flush without need, as a measure. */
export const measureOf = (trie: Trie, { texts, wild }: Keys, bystanders: Bystanders): Measure => {
  const from = new Int32Array(trie.nodes)
  const to = new Int32Array(trie.nodes)
  const ofNode = new Float64Array(trie.nodes * size)
  // From the outside in: what a group flushes lies in what the group around it does.
  for (let node = trie.nodes - 1; node >= 0; node -= 1) {
    const around = trie.parent[node] ?? -1
    const within = { from: from[around] ?? 0, to: to[around] ?? bystanders.unchanged.length }
    const depth = trie.depth[node] ?? 0
    const prefix = texts[trie.first[node] ?? 0]?.slice(0, depth) ?? ''
    const range = rangeOf(bystanders.unchanged, prefix, within)
    from[node] = range.from
    to[node] = range.to
    ofNode.set([weightOf(bystanders.under(prefix, range), bystanders), 1, -depth], node * size)
  }
  const ofKey = Float64Array.from(texts.flatMap((text, key) => (wild[key] === 1 ? [0, 1, -text.length] : [0, 0, 0])))
  return { size, leading: 1, ofNode, ofKey }
}

const collateralOf = (paths: ReadonlyArray<Item>, keys: Keys, { unchanged, under }: Bystanders): Collateral => {
  const all = { from: 0, to: unchanged.length }
  const given = new Set(keys.texts.filter((_, key) => keys.wild[key] === 1))
  return paths
    .filter(isWildcard)
    .map(prefixOf)
    .filter(prefix => !given.has(prefix))
    .map(prefix => under(prefix, rangeOf(unchanged, prefix, all)))
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
  const bystanders = bystandersOf(keys, unchanged, protect)
  return pipe(
    cheapestCover(trie, keys, measureOf(trie, keys, bystanders), { paths: maxPaths, wildcards: maxWildcards }),
    E.map(paths => ({ paths, collateral: collateralOf(paths, keys, bystanders) })),
  )
}
