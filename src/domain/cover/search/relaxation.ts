import type { Problem } from './problem.ts'

/**
 * The budget turned into prices: whoever may exceed it, but pays for each path and each wildcard, and gets the price of
 * what the budget holds, pays no more than the best cover within the budget costs. The cheapest way to do so is found
 * in one pass, and tells how much any cover costs at least that has a certain part.
 */
export interface Relaxation {
  readonly perPath: number
  readonly perWildcard: number
  /** What the keys of each node cost at least, prices included. */
  readonly inside: Float64Array
  /** The same without the node's own wildcard. */
  readonly parts: Float64Array
  /** What any cover within the budget costs at least. */
  readonly bound: number
  /** The cover that pays least: the first number of its cost, and what it takes of the budget. */
  readonly cost: number
  readonly paths: number
  readonly wildcards: number
}

export const relax = ({ trie, leaves, measure: { size, ofNode }, budget }: Problem, perPath: number, perWildcard: number): Relaxation => {
  const inside = new Float64Array(trie.nodes)
  const parts = new Float64Array(trie.nodes)
  const paths = leaves.paths.slice()
  const wildcards = leaves.wildcards.slice()
  const root = trie.nodes - 1
  for (let node = 0; node <= root; node += 1) {
    const direct = (leaves.cost[node * size] ?? 0) + (leaves.paths[node] ?? 0) * perPath + (leaves.wildcards[node] ?? 0) * perWildcard
    const asParts = (parts[node] ?? 0) + direct
    const asWildcard = (ofNode[node * size] ?? 0) + perPath + perWildcard
    parts[node] = asParts
    inside[node] = Math.min(asParts, asWildcard)
    if (asWildcard < asParts) {
      paths[node] = 1
      wildcards[node] = 1
    }
    if (node === root) break
    const around = trie.parent[node] ?? root
    parts[around] = (parts[around] ?? 0) + (inside[node] ?? 0)
    paths[around] = (paths[around] ?? 0) + (paths[node] ?? 0)
    wildcards[around] = (wildcards[around] ?? 0) + (wildcards[node] ?? 0)
  }
  const all = { paths: paths[root] ?? 0, wildcards: wildcards[root] ?? 0 }
  const paid = inside[root] ?? 0
  return {
    perPath,
    perWildcard,
    inside,
    parts,
    bound: paid - perPath * budget.paths - perWildcard * budget.wildcards,
    cost: paid - perPath * all.paths - perWildcard * all.wildcards,
    ...all,
  }
}
