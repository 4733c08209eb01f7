import type { CostModel } from './cost-model.ts'
import { deepestFolders } from './deepest-folders.ts'
import { bestNarrowed } from './feasible-covers.ts'
import type { Keys } from './keys.ts'
import { bestMultipliers } from './multipliers.ts'
import type { Problem } from './problem.ts'
import { relax, relaxedNodes } from './relaxation.ts'
import { solve } from './solve.ts'
import type { Work } from './work.ts'

/** The nodes whose wildcards a cover uses. */
interface FoundNodes {
  readonly nodes: ReadonlyArray<number>
  /** Whether the cover is known to be the best one. */
  readonly isExact: boolean
}

/** Cost limits to try first, as fractions above the lower bound. */
const relativeGaps = [0.002, 0.016, 0.128]

/**
 * Raises the cost limit step by step: a tight limit prunes most covers, and the best cover is usually close to the lower bound. The last
 * limit is the cost of a cover that is known to fit. It is the result if the search takes too much work.
 */
export const findWithinBudget = (problem: Problem, keys: Keys, work: Work): FoundNodes => {
  const { relaxation, feasible } = bestMultipliers(problem)
  const known = bestNarrowed(problem, [
    deepestFolders(problem.trie, keys, problem.budget),
    ...(feasible ? [relaxedNodes(problem.trie, feasible)] : []),
  ])
  const knownCost = known.cost[0] ?? 0
  const limits = relativeGaps.map(gap => relaxation.bound + gap * Math.max(1, relaxation.bound)).filter(limit => limit < knownCost)
  for (const limit of [...limits, knownCost]) {
    const nodes = solve(problem, relaxation, limit, work)
    if (nodes) return { nodes, isExact: true }
  }
  return { nodes: known.nodes, isExact: false }
}

const costOfAllKeys = ({ size, keyCosts }: CostModel): number =>
  keyCosts.reduce((sum, cost, number) => (number % size === 0 ? sum + cost : sum), 0)

/** Keys that fit need no wildcard. Looks for wildcards that cost no more than the keys as they are. */
export const findIfFit = (problem: Problem, work: Work): FoundNodes => {
  const nodes = solve(problem, relax(problem, 0, 0), costOfAllKeys(problem.costModel), work)
  return nodes ? { nodes, isExact: true } : { nodes: [], isExact: false }
}
