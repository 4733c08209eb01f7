import type { Problem } from './problem.ts'
import { topmost } from './topmost.ts'
import type { Trie } from './trie.ts'

/** The cheapest cover of a relaxed problem. */
export interface RelaxedCover {
  readonly pathMultiplier: number
  readonly wildcardMultiplier: number
  /** Lower bound for the first component of the cost of any cover within the budget. */
  readonly bound: number
  /** The first component of the cover's cost, and what it uses of the budget. */
  readonly cost: number
  readonly paths: number
  readonly wildcards: number
}

/** What a solution of the relaxed problem holds for each node. */
interface NodeNumbers {
  /** The least penalised cost of covering the node's keys. */
  readonly nodeBounds: Float64Array
  /** The same without the node's own wildcard: the sum over its children and direct keys. */
  readonly partsBounds: Float64Array
  /** What the cheapest relaxed cover uses of the budget. */
  readonly paths: Int32Array
  readonly wildcards: Int32Array
}

/**
 * A Lagrangian relaxation of the budget: a cover may exceed it, but pays a multiplier for each path and each wildcard.
 * The cheapest cover of this relaxed problem takes one pass over the trie. Minus the multipliers times the budget, its
 * penalised cost is a lower bound for every cover within the budget.
 */
export interface Relaxation extends RelaxedCover, Pick<NodeNumbers, 'nodeBounds' | 'partsBounds'> {}

const allocate = ({ trie: { nodes } }: Problem): NodeNumbers => ({
  nodeBounds: new Float64Array(nodes),
  partsBounds: new Float64Array(nodes),
  paths: new Int32Array(nodes),
  wildcards: new Int32Array(nodes),
})

/** Solves the relaxed problem, and writes the solution for each node. */
const solveRelaxed = (
  { trie, directKeys, costModel: { size, nodeCosts }, budget }: Problem,
  pathMultiplier: number,
  wildcardMultiplier: number,
  { nodeBounds, partsBounds, paths, wildcards }: NodeNumbers,
): RelaxedCover => {
  partsBounds.fill(0)
  paths.set(directKeys.paths)
  wildcards.set(directKeys.wildcards)
  const root = trie.nodes - 1
  for (let node = 0; node <= root; node += 1) {
    const direct =
      (directKeys.cost[node * size] ?? 0) +
      (directKeys.paths[node] ?? 0) * pathMultiplier +
      (directKeys.wildcards[node] ?? 0) * wildcardMultiplier
    const asParts = (partsBounds[node] ?? 0) + direct
    const asWildcard = (nodeCosts[node * size] ?? 0) + pathMultiplier + wildcardMultiplier
    partsBounds[node] = asParts
    nodeBounds[node] = Math.min(asParts, asWildcard)
    if (asWildcard < asParts) {
      paths[node] = 1
      wildcards[node] = 1
    }
    if (node === root) break
    const parent = trie.parent[node] ?? root
    partsBounds[parent] = (partsBounds[parent] ?? 0) + (nodeBounds[node] ?? 0)
    paths[parent] = (paths[parent] ?? 0) + (paths[node] ?? 0)
    wildcards[parent] = (wildcards[parent] ?? 0) + (wildcards[node] ?? 0)
  }
  const total = { paths: paths[root] ?? 0, wildcards: wildcards[root] ?? 0 }
  const penalisedCost = nodeBounds[root] ?? 0
  return {
    pathMultiplier,
    wildcardMultiplier,
    bound: penalisedCost - pathMultiplier * budget.paths - wildcardMultiplier * budget.wildcards,
    cost: penalisedCost - pathMultiplier * total.paths - wildcardMultiplier * total.wildcards,
    ...total,
  }
}

/** Solves the relaxed problem for given multipliers, both 0 or more. */
export const relax = (problem: Problem, pathMultiplier: number, wildcardMultiplier: number): Relaxation => {
  const numbers = allocate(problem)
  const cover = solveRelaxed(problem, pathMultiplier, wildcardMultiplier, numbers)
  return { ...cover, nodeBounds: numbers.nodeBounds, partsBounds: numbers.partsBounds }
}

/** Like `relax`, but returns only the cover, so that solving a problem many times allocates memory once. */
export const makeRelax = (problem: Problem): ((pathMultiplier: number, wildcardMultiplier: number) => RelaxedCover) => {
  const numbers = allocate(problem)
  return (pathMultiplier, wildcardMultiplier) => solveRelaxed(problem, pathMultiplier, wildcardMultiplier, numbers)
}

/** The nodes whose wildcards the cheapest relaxed cover uses. */
export const relaxedNodes = (trie: Trie, { nodeBounds, partsBounds }: Relaxation): ReadonlyArray<number> =>
  topmost(trie, node => (nodeBounds[node] ?? 0) < (partsBounds[node] ?? 0))
