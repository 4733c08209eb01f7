import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import type { Item } from '../items/item.ts'
import { cheapestCover, defaultMaxWork, type FoundCover, type NoCover, type WildcardGranularity } from './cover.ts'
import type { Budget, CostModel } from './search/cost-model.ts'
import { type Keys, keysOf } from './search/keys.ts'
import { type Trie, trieOf } from './search/trie.ts'

/** A double represents integers of up to this many bits exactly. */
const exactBits = 53

/** The distinct lengths of all prefixes that a wildcard can have, shortest first. */
const lengthsOf = ({ depth, nodes }: Trie, { texts, wild }: Keys): ReadonlyArray<number> => {
  const lengths = [...depth.subarray(0, nodes), ...texts.filter((_, key) => wild[key] === 1).map(text => text.length)]
  return [...new Set(lengths)].sort((one, other) => one - other)
}

/** Numbers in the costs of all keys, at most. Takes 8 bytes each, four times over. */
const maxCostNumbers = 4_000_000

interface ReachModel extends CostModel {
  /** Whether every length has a place of its own. If not, the longest ones share the last place, to bound the memory. */
  readonly isExact: boolean
}

/**
 * A cost counts the wildcards of each prefix length, shortest first, so that covers compare by the first length at which
 * they differ. The counts are packed as digits into as few numbers as possible; the last number counts all wildcards.
 */
export const costModelOf = (trie: Trie, keys: Keys, budget: Budget, maxNumbers = maxCostNumbers): ReachModel => {
  const base = 1 + Math.max(1, Math.min(budget.wildcards, budget.paths, trie.keys))
  const digits = Math.floor(exactBits / Math.ceil(Math.log2(base)))
  const places = new Map(lengthsOf(trie, keys).map((length, place) => [length, place]))
  const maxLeading = Math.max(1, Math.floor(maxNumbers / trie.keys) - 1)
  const leading = Math.min(maxLeading, Math.max(1, Math.ceil(places.size / digits)))
  const lastPlace = leading * digits - 1
  const size = leading + 1

  const write = (cost: Float64Array, at: number, length: number): void => {
    const place = Math.min(lastPlace, places.get(length) ?? 0)
    cost[at * size + Math.floor(place / digits)] = base ** (digits - 1 - (place % digits))
    cost[at * size + leading] = 1
  }
  const nodeCosts = new Float64Array(trie.nodes * size)
  for (const [node, depth] of trie.depth.subarray(0, trie.nodes).entries()) write(nodeCosts, node, depth)
  const keyCosts = new Float64Array(trie.keys * size)
  for (const [key, text] of keys.texts.entries()) if (keys.wild[key] === 1) write(keyCosts, key, text.length)
  return { size, leading, nodeCosts, keyCosts, isExact: places.size <= lastPlace + 1 }
}

/**
 * Finds the cover with the smallest reach: at most `maxPaths` paths, of which at most `maxWildcards` are wildcards, that
 * together flush all items. Use it if the files are unknown; otherwise use `leastCollateralCover`.
 *
 * The reach is the share of all conceivable paths that the wildcards match. It shrinks with every character before the
 * `*`, so one short wildcard reaches more than many long ones together. Two covers compare by the shortest prefix that
 * they do not share, and the longer one wins: `/*` is the last resort, and `/a*` is never used if `/blog/2026/11/*` will
 * do. Ties: fewest paths, then the cover that is narrower at the first path where two differ.
 *
 * Items that fit are returned as they are, minimal and sorted. The result depends only on the set of items. It is exact, unless the
 * search takes more than `maxWork`. Then it reaches no further than the cover that merges the deepest folders.
 *
 * @param items paths and wildcards, encoded; no cache tags
 * @param maxPaths at most this many paths, wildcards included; an integer
 * @param maxWildcards at most this many wildcards, including those among the items; an integer
 * @param granularity where the prefix of a wildcard that the cover adds may end; given wildcards may end anywhere
 * @param maxWork units of work that the search may take
 * @returns the cover, or `NoCover` if the items do not fit as they are and `maxPaths` or `maxWildcards` is 0 or less
 */
export const narrowestCover = (
  items: ReadonlyArray<Item>,
  maxPaths: number,
  maxWildcards: number,
  granularity: WildcardGranularity = 'character',
  maxWork = defaultMaxWork,
): E.Either<NoCover, FoundCover> => {
  const keys = keysOf(items)
  const trie = trieOf(keys.texts, granularity)
  const budget = { paths: maxPaths, wildcards: maxWildcards }
  const costModel = costModelOf(trie, keys, budget)
  return pipe(
    cheapestCover(trie, keys, costModel, budget, maxWork),
    E.map(({ paths, isExact }) => ({ paths, isExact: isExact && costModel.isExact })),
  )
}

/** The paths of `narrowestCover`. */
export const coverItems = (
  items: ReadonlyArray<Item>,
  maxPaths: number,
  maxWildcards: number,
  granularity: WildcardGranularity = 'character',
): E.Either<NoCover, ReadonlyArray<Item>> =>
  pipe(
    narrowestCover(items, maxPaths, maxWildcards, granularity),
    E.map(({ paths }) => paths),
  )
