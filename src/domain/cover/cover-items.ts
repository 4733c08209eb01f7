import type * as E from 'fp-ts/lib/Either.js'
import type { Item } from '../items/item.ts'
import { cheapestCover, type NoCover } from './cover.ts'
import type { Budget, CostModel } from './search/cost-model.ts'
import { type Keys, keysOf } from './search/keys.ts'
import { type Trie, trieOf } from './search/trie.ts'

/** Bits of an integer that a number holds exactly. */
const exactBits = 53

/** The different lengths of all prefixes that a wildcard may have, the shortest first. */
const lengthsOf = ({ depth, nodes }: Trie, { texts, wild }: Keys): ReadonlyArray<number> => {
  const lengths = [...depth.subarray(0, nodes), ...texts.filter((_, key) => wild[key] === 1).map(text => text.length)]
  return [...new Set(lengths)].sort((one, other) => one - other)
}

/**
 * How many wildcards there are of each length, the shortest prefixes first, as the digits of numbers: of the first
 * length in which two covers differ, the one with fewer wildcards has the smaller number. Behind them the wildcards.
 */
const costModelOf = (trie: Trie, keys: Keys, budget: Budget): CostModel => {
  const base = 1 + Math.max(1, Math.min(budget.wildcards, budget.paths, trie.keys))
  const digits = Math.floor(exactBits / Math.ceil(Math.log2(base)))
  const places = new Map(lengthsOf(trie, keys).map((length, place) => [length, place]))
  const leading = Math.max(1, Math.ceil(places.size / digits))
  const size = leading + 1

  const write = (cost: Float64Array, at: number, length: number): void => {
    const place = places.get(length) ?? 0
    cost[at * size + Math.floor(place / digits)] = base ** (digits - 1 - (place % digits))
    cost[at * size + leading] = 1
  }
  const nodeCosts = new Float64Array(trie.nodes * size)
  for (let node = 0; node < trie.nodes; node += 1) write(nodeCosts, node, trie.depth[node] ?? 0)
  const keyCosts = new Float64Array(trie.keys * size)
  for (const [key, text] of keys.texts.entries()) if (keys.wild[key] === 1) write(keyCosts, key, text.length)
  return { size, leading, nodeCosts, keyCosts }
}

/**
 * Of all ways to flush some items with so many paths and wildcards at most, the one that reaches least of what nobody
 * knows. How much exists under a wildcard is not known here. What is known is the share of all conceivable paths that it
 * matches: each character less in front of the star multiplies it. So one short wildcard reaches more than
 * many long ones together, and two covers compare by the shortest prefix that they do not share, of which the longer one
 * is better: never `/*` where something narrower fits, and never `/a*` where `/blog/2026/11/*` will do. Of equals the one
 * with the fewest paths, then the one whose first different path is narrower.
 *
 * Items that fit come back as they are, but minimal. Tags are no paths: they are to be kept out.
 */
export const coverItems = (items: ReadonlyArray<Item>, maxPaths: number, maxWildcards: number): E.Either<NoCover, ReadonlyArray<Item>> => {
  const keys = keysOf(items)
  const trie = trieOf(keys.texts)
  const budget = { paths: maxPaths, wildcards: maxWildcards }
  return cheapestCover(trie, keys, costModelOf(trie, keys, budget), budget)
}
