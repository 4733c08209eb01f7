import { makeBackpointers, noWildcard } from './backpointers.ts'
import { costLimitsOf } from './cost-limits.ts'
import type { CostModel } from './cost-model.ts'
import { type Bounds, makeMerge } from './merge.ts'
import { compareCosts, withOwnWildcard } from './own-wildcard.ts'
import { emptyTable, type ParetoTable, singleCover } from './pareto-table.ts'
import type { Problem } from './problem.ts'
import type { Relaxation } from './relaxation.ts'
import type { Work } from './work.ts'

/** Limits of the memory that a search uses. Beyond them it stops, as if its work was exhausted. */
interface MemoryLimits {
  /** Numbers in all tables that are not finished yet, at most: about 14 bytes each. */
  readonly maxHeldNumbers?: number
  /** Backpointers, at most: 8 bytes each, and as many again while their list grows. */
  readonly maxBackpointers?: number
}

/** The index of the best cover: by the leading components, then by paths. The last one of equal costs has the fewest paths. */
const bestCover = ({ size: covers, cost }: ParetoTable, { size, leading }: CostModel): number => {
  let found = 0
  for (let at = 1; at < covers; at += 1) if (compareCosts(cost, at * size, cost, found * size, 0, leading) <= 0) found = at
  return found
}

/**
 * Finds the nodes whose wildcards, together with the keys that none of them covers, form the best cover within the budget.
 * Returns `undefined` if the first component of its cost is above `maxCost`, or once the work is exhausted.
 *
 * A tree knapsack by dynamic programming, from the leaves up: the Pareto table of a node is merged from its direct keys and
 * its children's tables, and its own wildcard is added. Exact: a cover is dropped only if another dominates it, if the
 * slack leaves no room for it, or if its lower bound shows that the whole cover would cost more than `maxCost`.
 */
export const solve = (
  problem: Problem,
  relaxation: Relaxation,
  maxCost: number,
  work: Work,
  { maxHeldNumbers = 4_000_000, maxBackpointers = 4_000_000 }: MemoryLimits = {},
): ReadonlyArray<number> | undefined => {
  const { trie, costModel, budget, directKeys, slack } = problem
  const { size } = costModel
  const { pathMultiplier, wildcardMultiplier } = relaxation
  // If every path may be a wildcard, wildcards need not be counted.
  const levelOf = (wildcards: number): number => (budget.wildcards < budget.paths ? wildcards : 0)
  const wildcard = levelOf(1)
  const backpointers = makeBackpointers()
  const merge = makeMerge(backpointers, { ...costModel, maxWildcards: levelOf(budget.wildcards), pathMultiplier, wildcardMultiplier }, work)
  const limits = costLimitsOf(trie, relaxation, budget, maxCost)
  /** Covers of all tables that are not finished yet. */
  let held = 0
  const tables: (ParetoTable | undefined)[] = []

  // What the children of each node that are not merged yet need at least: one path each, and their lower bounds.
  const pendingChildren = trie.children.slice()
  const pendingBounds = new Float64Array(trie.nodes)
  for (let node = 0; node < trie.nodes - 1; node += 1) {
    const parent = trie.parent[node] ?? 0
    pendingBounds[parent] = (pendingBounds[parent] ?? 0) + (relaxation.nodeBounds[node] ?? 0)
  }
  const boundsOf = (node: number): Bounds => ({
    maxPaths: wildcards => slack(node, wildcards) - (pendingChildren[node] ?? 0),
    maxPenalisedCost: (limits[node] ?? 0) - (pendingBounds[node] ?? 0),
  })

  const initialTable = (node: number): ParetoTable | undefined => {
    const paths = directKeys.paths[node] ?? 0
    if (paths === 0) return undefined
    const level = levelOf(directKeys.wildcards[node] ?? 0)
    const cost = directKeys.cost.slice(node * size, (node + 1) * size)
    const bounds = boundsOf(node)
    const isAffordable = (cost[0] ?? 0) + level * wildcardMultiplier + paths * pathMultiplier <= bounds.maxPenalisedCost
    return isAffordable && level <= levelOf(budget.wildcards) && paths <= bounds.maxPaths(level)
      ? singleCover(level, paths, cost)
      : emptyTable
  }

  const finishedTable = (node: number): ParetoTable => {
    held -= tables[node]?.size ?? 0
    const inside = tables[node] ?? initialTable(node) ?? emptyTable
    tables[node] = undefined
    work.spend(inside.size * size)
    const cost = costModel.nodeCosts.slice(node * size, (node + 1) * size)
    const isAffordable = (cost[0] ?? 0) + wildcard * wildcardMultiplier + pathMultiplier <= (limits[node] ?? 0)
    return isAffordable && slack(node, wildcard) > 0
      ? withOwnWildcard(inside, wildcard, cost, backpointers.toWildcard(node), costModel)
      : inside
  }

  const root = trie.nodes - 1
  for (let node = 0; node < root; node += 1) {
    const parent = trie.parent[node] ?? root
    const table = finishedTable(node)
    pendingChildren[parent] = (pendingChildren[parent] ?? 0) - 1
    pendingBounds[parent] = (pendingBounds[parent] ?? 0) - (relaxation.nodeBounds[node] ?? 0)
    const known = tables[parent] ?? initialTable(parent)
    const merged = known === undefined ? table : merge(known, table, boundsOf(parent))
    held += merged.size - (tables[parent]?.size ?? 0)
    tables[parent] = merged
    if (held * size > maxHeldNumbers || backpointers.count() > maxBackpointers) work.spend(Number.POSITIVE_INFINITY)
    if (work.isExhausted()) return undefined
  }
  const all = finishedTable(root)
  const found = bestCover(all, costModel)
  // A cover above the limit can survive pruning, but then a better one may have been dropped.
  const isBest = !work.isExhausted() && found < all.size && (all.cost[found * size] ?? 0) <= maxCost
  return isBest ? backpointers.nodesOf(all.backpointer[found] ?? noWildcard) : undefined
}
