import type { Problem } from './problem.ts'

/**
 * The budget turned into prices: whoever may exceed it, but pays for each path and each wildcard, and gets the price of
 * what the budget holds, pays no more than the best cover within the budget costs. The cheapest way to do so is found
 * in one pass, and tells how much any cover costs at least that has a certain part.
 */
export interface Relaxation {
  readonly pathMultiplier: number
  readonly wildcardMultiplier: number
  /** What the keys of each node cost at least, prices included. */
  readonly nodeBounds: Float64Array
  /** The same without the node's own wildcard. */
  readonly partsBounds: Float64Array
  /** What any cover within the budget costs at least. */
  readonly bound: number
  /** The cover that pays least: the first number of its cost, and what it takes of the budget. */
  readonly cost: number
  readonly paths: number
  readonly wildcards: number
}

export const relax = (
  { trie, directKeys, costModel: { size, nodeCosts }, budget }: Problem,
  pathMultiplier: number,
  wildcardMultiplier: number,
): Relaxation => {
  const nodeBounds = new Float64Array(trie.nodes)
  const partsBounds = new Float64Array(trie.nodes)
  const paths = directKeys.paths.slice()
  const wildcards = directKeys.wildcards.slice()
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
    nodeBounds,
    partsBounds,
    bound: penalisedCost - pathMultiplier * budget.paths - wildcardMultiplier * budget.wildcards,
    cost: penalisedCost - pathMultiplier * total.paths - wildcardMultiplier * total.wildcards,
    ...total,
  }
}
