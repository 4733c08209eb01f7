import * as E from 'fp-ts/lib/Either.js'
import type { Item } from '../items/item.ts'
import { minimise } from '../items/minimise.ts'
import type { Budget, CostModel } from './search/cost-model.ts'
import { findIfFit, findWithinBudget } from './search/find-nodes.ts'
import type { Keys } from './search/keys.ts'
import { problemOf } from './search/problem.ts'
import type { Trie } from './search/trie.ts'
import { makeWork } from './search/work.ts'

export type { WildcardGranularity } from './search/common-length.ts'

/** The items do not fit into the budget as they are, and it allows no wildcard that could replace some of them. */
export interface NoCover {
  readonly _tag: 'NoCover'
  /** How many paths there are, wildcards included, after removing those that another covers. */
  readonly paths: number
  /** How many of them are wildcards. */
  readonly wildcards: number
}

/** A cover of some keys. */
export interface FoundCover {
  /** Sorted. */
  readonly paths: ReadonlyArray<Item>
  /** Whether the cover is known to be the best one. If not, the search was stopped since it would have taken too long. */
  readonly isExact: boolean
}

/** Units of work that a search may take by default: about 4 seconds of a core. */
export const defaultMaxWork = 150_000_000

const countWildcards = ({ wild }: Keys): number => wild.reduce((sum, isWild) => sum + isWild, 0)

const pathOf = ({ texts, wild }: Keys, key: number): Item => `${texts[key]}${wild[key] === 1 ? '*' : ''}` as Item

const wildcardOf = ({ texts }: Keys, { first, depth }: Trie, node: number): Item =>
  `${texts[first[node] ?? 0]?.slice(0, depth[node])}*` as Item

/**
 * The wildcards of the chosen nodes, and every key under none of them. Malformed UTF-8 in a path can shorten a prefix so that its wildcard
 * also covers keys outside its group.
 */
const pathsOf = (trie: Trie, keys: Keys, nodes: ReadonlyArray<number>): ReadonlyArray<Item> => {
  const paths = nodes.map(node => wildcardOf(keys, trie, node))
  const covered = new Uint8Array(trie.keys)
  for (const node of nodes) covered.fill(1, trie.first[node], trie.end[node])
  for (const [key, isCovered] of covered.entries()) if (isCovered === 0) paths.push(pathOf(keys, key))
  return minimise(paths)
}

/**
 * The cheapest cover of the keys within the budget. Fails if none fits. A search that takes more than `maxWork` stops. Then the cover is
 * the best one known without it, which costs at most as much as that of the deepest folders.
 */
export const cheapestCover = (
  trie: Trie,
  keys: Keys,
  costModel: CostModel,
  budget: Budget,
  maxWork: number,
): E.Either<NoCover, FoundCover> => {
  const fit = trie.keys <= budget.paths && countWildcards(keys) <= budget.wildcards
  const mayMerge = trie.nodes > 0 && budget.paths > 0 && budget.wildcards > 0
  if (!fit && !mayMerge) return E.left({ _tag: 'NoCover', paths: trie.keys, wildcards: countWildcards(keys) })
  if (!mayMerge) return E.right({ paths: pathsOf(trie, keys, []), isExact: true })
  const problem = problemOf(trie, keys, costModel, budget)
  const work = makeWork(maxWork)
  const { nodes, isExact } = fit ? findIfFit(problem, work) : findWithinBudget(problem, keys, work)
  return E.right({ paths: pathsOf(trie, keys, nodes), isExact })
}
