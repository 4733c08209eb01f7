import { compareCosts } from './own-wildcard.ts'
import type { Problem } from './problem.ts'

/** A cover that fits, but need not be the best one: the chosen nodes' wildcards, and the keys that none of them covers. */
export interface FeasibleCover {
  readonly nodes: ReadonlyArray<number>
  readonly paths: number
  readonly cost: Float64Array
}

/** What a cover uses of the budget, and its cost. */
interface Usage {
  paths: number
  wildcards: number
  readonly cost: Float64Array
}

/** By node, what its direct keys and its children's wildcards use and cost. */
interface Parts {
  readonly paths: Int32Array
  readonly wildcards: Int32Array
  readonly cost: Float64Array
}

const partsOf = ({ trie, directKeys, costModel: { size, nodeCosts } }: Problem): Parts => {
  const paths = directKeys.paths.slice()
  const wildcards = directKeys.wildcards.slice()
  const cost = directKeys.cost.slice()
  for (let node = 0; node < trie.nodes - 1; node += 1) {
    const parent = trie.parent[node] ?? 0
    paths[parent] = (paths[parent] ?? 0) + 1
    wildcards[parent] = (wildcards[parent] ?? 0) + 1
    for (let number = 0; number < size; number += 1)
      cost[parent * size + number] = (cost[parent * size + number] ?? 0) + (nodeCosts[node * size + number] ?? 0)
  }
  return { paths, wildcards, cost }
}

/**
 * The nodes by cost, highest first, and parents first among equal costs, since sorting is stable. A node costs at least as much as each of
 * its children, and comes before them.
 */
const byCost = ({ trie, costModel: { size, leading, nodeCosts } }: Problem): ReadonlyArray<number> =>
  Array.from({ length: trie.nodes }, (_, at) => trie.nodes - 1 - at).sort((one, other) =>
    compareCosts(nodeCosts, other * size, nodeCosts, one * size, 0, leading),
  )

/** Adds numbers of a list of costs to a cost, times 1 or -1. */
const addCost = (cost: Float64Array, costs: Float64Array, place: number, sign: 1 | -1 = 1): void => {
  const size = cost.length
  for (let number = 0; number < size; number += 1) cost[number] = (cost[number] ?? 0) + sign * (costs[place * size + number] ?? 0)
}

/**
 * Narrows a cover while the budget has room: splits the wildcard that costs most into its parts, if those fit and cost less. Parts that
 * cost as much may be worth it, since they can be split further, or a waste of the budget, so `mayCostEqual` decides.
 */
const narrowed = (
  problem: Problem,
  parts: Parts,
  order: ReadonlyArray<number>,
  start: ReadonlyArray<number>,
  mayCostEqual: boolean,
): FeasibleCover => {
  const { trie, budget, directKeys, costModel } = problem
  const { size, leading, nodeCosts } = costModel
  const usage: Usage = { paths: start.length, wildcards: start.length, cost: new Float64Array(size) }
  const chosen = new Uint8Array(trie.nodes)
  const covered = new Uint8Array(trie.nodes)
  for (const node of start) chosen[node] = 1
  for (let node = trie.nodes - 1; node >= 0; node -= 1) {
    covered[node] = (chosen[node] ?? 0) | (covered[trie.parent[node] ?? -1] ?? 0)
    if (chosen[node] === 1) addCost(usage.cost, nodeCosts, node)
    if (covered[node] === 1) continue
    usage.paths += directKeys.paths[node] ?? 0
    usage.wildcards += directKeys.wildcards[node] ?? 0
    addCost(usage.cost, directKeys.cost, node)
  }

  const split = new Uint8Array(trie.nodes)
  for (const node of order) {
    if (split[trie.parent[node] ?? -1] === 1) chosen[node] = 1
    const paths = usage.paths + (parts.paths[node] ?? 0) - 1
    const wildcards = usage.wildcards + (parts.wildcards[node] ?? 0) - 1
    const fits = paths <= budget.paths && wildcards <= budget.wildcards
    const difference = compareCosts(parts.cost, node * size, nodeCosts, node * size, 0, leading)
    const pays = difference < 0 || (difference === 0 && mayCostEqual && (nodeCosts[node * size] ?? 0) > 0)
    if (chosen[node] !== 1 || !fits || !pays) continue
    chosen[node] = 0
    split[node] = 1
    usage.paths = paths
    usage.wildcards = wildcards
    addCost(usage.cost, parts.cost, node)
    addCost(usage.cost, nodeCosts, node, -1)
  }
  const nodes = [...chosen.keys()].filter(node => chosen[node] === 1)
  return { nodes, paths: usage.paths, cost: usage.cost }
}

/** Compares covers like the exact search: leading components, then paths, then the other components. */
const compareCovers = ({ costModel: { size, leading } }: Problem, one: FeasibleCover, other: FeasibleCover): number =>
  compareCosts(one.cost, 0, other.cost, 0, 0, leading) || one.paths - other.paths || compareCosts(one.cost, 0, other.cost, 0, leading, size)

/** The best cover that comes from narrowing some covers that fit. Of equally good ones, the first. Takes time in O(n log n). */
export const bestNarrowed = (problem: Problem, starts: ReadonlyArray<ReadonlyArray<number>>): FeasibleCover => {
  const parts = partsOf(problem)
  const order = byCost(problem)
  return starts
    .flatMap(start => [narrowed(problem, parts, order, start, false), narrowed(problem, parts, order, start, true)])
    .reduce((best, cover) => (compareCovers(problem, cover, best) < 0 ? cover : best))
}
