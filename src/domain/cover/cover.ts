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

/** There is no cover: no wildcard is allowed, and there are more paths than are, or a wildcard among them. */
export interface NoCover {
  readonly _tag: 'NoCover'
  /** What would have to be sent as it is. */
  readonly paths: number
  readonly wildcards: number
}

const countWildcards = ({ wild }: Keys): number => wild.reduce((sum, isWild) => sum + isWild, 0)

const pathOf = ({ texts, wild }: Keys, key: number): Item => `${texts[key]}${wild[key] === 1 ? '*' : ''}` as Item

const wildcardOf = ({ texts }: Keys, { first, depth }: Trie, node: number): Item =>
  `${texts[first[node] ?? 0]?.slice(0, depth[node])}*` as Item

/**
 * The wildcards of some nodes, and all keys that lie in none of them. Minimal even where bytes that are no characters stand
 * among the paths: then a wildcard may cover what sorts apart from its group.
 */
const pathsOf = (trie: Trie, keys: Keys, nodes: ReadonlyArray<number>): ReadonlyArray<Item> => {
  const covered = new Uint8Array(trie.keys)
  for (const node of nodes) covered.fill(1, trie.first[node], trie.end[node])
  const paths = nodes.map(node => wildcardOf(keys, trie, node))
  for (const [key, isCovered] of covered.entries()) if (isCovered === 0) paths.push(pathOf(keys, key))
  return minimise(paths)
}

/** How far above the least that any cover costs the best one is looked for, before it is looked for anywhere. */
const relativeGaps = [0.002, 0.016, 0.128]

/** Tries limits nearby first: the nearer a limit is, the fewer covers have to be looked at. */
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

/** The cover of the keys within the budget that costs least by a measure. */
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
