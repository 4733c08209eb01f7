import * as E from 'fp-ts/lib/Either.js'
import type { Item } from '../items/item.ts'
import { minimise } from '../items/minimise.ts'
import type { Budget, CostModel } from './search/cost-model.ts'
import type { Keys } from './search/keys.ts'
import { bestMultipliers } from './search/multipliers.ts'
import { type Problem, problemOf } from './search/problem.ts'
import { relax } from './search/relaxation.ts'
import { solve } from './search/solve.ts'
import type { Trie } from './search/trie.ts'

export type { WildcardGranularity } from './search/common-length.ts'

/** The items do not fit into the budget as they are, and it allows no wildcard that could replace some of them. */
export interface NoCover {
  readonly _tag: 'NoCover'
  /** How many paths there are, wildcards included, after removing those that another covers. */
  readonly paths: number
  /** How many of them are wildcards. */
  readonly wildcards: number
}

const countWildcards = ({ wild }: Keys): number => wild.reduce((sum, isWild) => sum + isWild, 0)

const pathOf = ({ texts, wild }: Keys, key: number): Item => `${texts[key]}${wild[key] === 1 ? '*' : ''}` as Item

const wildcardOf = ({ texts }: Keys, { first, depth }: Trie, node: number): Item =>
  `${texts[first[node] ?? 0]?.slice(0, depth[node])}*` as Item

/**
 * The wildcards of the chosen nodes, and every key under none of them. Minimised, because malformed UTF-8 in a path can
 * shorten a prefix so that its wildcard also covers keys outside its group.
 */
const pathsOf = (trie: Trie, keys: Keys, nodes: ReadonlyArray<number>): ReadonlyArray<Item> => {
  const covered = new Uint8Array(trie.keys)
  for (const node of nodes) covered.fill(1, trie.first[node], trie.end[node])
  const paths = nodes.map(node => wildcardOf(keys, trie, node))
  for (const [key, isCovered] of covered.entries()) if (isCovered === 0) paths.push(pathOf(keys, key))
  return minimise(paths)
}

/** Cost limits to try first, as fractions above the lower bound. */
const relativeGaps = [0.002, 0.016, 0.128]

/** Raises the cost limit step by step: a tight limit prunes most covers, and the best cover is usually close to the lower bound. */
const solveNearBound = (problem: Problem): ReadonlyArray<number> => {
  const relaxation = bestMultipliers(problem)
  const maxCost = problem.costModel.nodeCosts[(problem.trie.nodes - 1) * problem.costModel.size] ?? 0
  for (const gap of relativeGaps) {
    const nodes = solve(problem, relaxation, relaxation.bound + gap * Math.max(1, relaxation.bound))
    if (nodes) return nodes
  }
  return solve(problem, relaxation, maxCost) ?? []
}

const costOfAllKeys = ({ size, keyCosts }: CostModel): number =>
  keyCosts.reduce((sum, cost, number) => (number % size === 0 ? sum + cost : sum), 0)

/** The cheapest cover of the keys within the budget, sorted. Fails if none fits. */
export const cheapestCover = (trie: Trie, keys: Keys, costModel: CostModel, budget: Budget): E.Either<NoCover, ReadonlyArray<Item>> => {
  const fit = trie.keys <= budget.paths && countWildcards(keys) <= budget.wildcards
  const mayMerge = trie.nodes > 0 && budget.paths > 0 && budget.wildcards > 0
  if (!fit && !mayMerge) return E.left({ _tag: 'NoCover', paths: trie.keys, wildcards: countWildcards(keys) })
  if (!mayMerge) return E.right(pathsOf(trie, keys, []))
  const problem = problemOf(trie, keys, costModel, budget)
  return E.right(
    pathsOf(trie, keys, fit ? (solve(problem, relax(problem, 0, 0), costOfAllKeys(costModel)) ?? []) : solveNearBound(problem)),
  )
}
