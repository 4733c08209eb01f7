import { makeChoices, nothing } from './choices.ts'
import { makeJoin, type Room } from './join.ts'
import { limitsOf } from './limits.ts'
import type { Measure } from './measure.ts'
import { openNodes } from './open-nodes.ts'
import { compareCosts, withOwnWildcard } from './own-wildcard.ts'
import type { Problem } from './problem.ts'
import type { Relaxation } from './relaxation.ts'
import { none, single, type Table } from './table.ts'

/** The place of the best cover: by the leading numbers, then by the paths. No two of a table are alike in both. */
const best = (table: Table, { size, leading }: Measure): number => {
  const compare = (one: number, other: number): number =>
    compareCosts(table.cost, one * size, table.cost, other * size, 0, leading) || (table.paths[one] ?? 0) - (table.paths[other] ?? 0)
  let found = 0
  for (let at = 1; at < table.size; at += 1) if (compare(at, found) < 0) found = at
  return found
}

/**
 * The nodes whose wildcards make, with the keys that none of them covers, the best cover within the budget, if the first
 * number of its cost is `worst` or less.
 *
 * A knapsack on the trie, from its leaves up: each node has a table of its covers by wildcards and paths, made of the
 * tables of the groups inside, and of its own wildcard. Exact: a cover is dropped only where another is better
 * wherever it may be used, where there is no room for it, or where everything would cost more than `worst`.
 */
export const solve = (problem: Problem, relaxation: Relaxation, worst: number): ReadonlyArray<number> | undefined => {
  const { trie, measure, budget, leaves, rooms } = problem
  const { size } = measure
  const { perPath, perWildcard } = relaxation
  // Where every path may be a wildcard, nobody has to count wildcards.
  const levelOf = (wildcards: number): number => (budget.wildcards < budget.paths ? wildcards : 0)
  const wildcard = levelOf(1)
  const choices = makeChoices()
  const join = makeJoin(choices, { ...measure, wildcards: levelOf(budget.wildcards), perPath, perWildcard })
  const limits = limitsOf(trie, relaxation, budget, worst)
  const { isWhole, isClosed } = openNodes(trie, node => rooms(node, 0) > 0 && (relaxation.inside[node] ?? 0) <= (limits[node] ?? 0))
  const begun: (Table | undefined)[] = []

  // What is still to come of each node: every group inside of it takes a path at least, and what it costs at least.
  const due = trie.kids.slice()
  const dueToPay = new Float64Array(trie.nodes)
  for (let node = 0; node < trie.nodes - 1; node += 1) {
    const around = trie.parent[node] ?? 0
    dueToPay[around] = (dueToPay[around] ?? 0) + (relaxation.inside[node] ?? 0)
  }
  const roomIn = (node: number): Room => ({
    paths: wildcards => rooms(node, wildcards) - (due[node] ?? 0),
    paid: (limits[node] ?? 0) - (dueToPay[node] ?? 0),
  })

  const begin = (node: number): Table | undefined => {
    const paths = leaves.paths[node] ?? 0
    if (paths === 0) return undefined
    const level = levelOf(leaves.wildcards[node] ?? 0)
    const cost = leaves.cost.slice(node * size, (node + 1) * size)
    const room = roomIn(node)
    const isPaid = (cost[0] ?? 0) + level * perWildcard + paths * perPath <= room.paid
    return isPaid && level <= levelOf(budget.wildcards) && paths <= room.paths(level) ? single(level, paths, cost) : none
  }

  const finish = (node: number): Table => {
    const inner = isWhole(node) ? none : (begun[node] ?? begin(node) ?? none)
    begun[node] = undefined
    const cost = measure.ofNode.slice(node * size, (node + 1) * size)
    const isPaid = (cost[0] ?? 0) + wildcard * perWildcard + perPath <= (limits[node] ?? 0)
    return isPaid && rooms(node, wildcard) > 0 ? withOwnWildcard(inner, wildcard, cost, choices.wildcardAt(node), measure) : inner
  }

  const root = trie.nodes - 1
  for (let node = 0; node < root; node += 1) {
    if (isClosed(node)) continue
    const around = trie.parent[node] ?? root
    const table = finish(node)
    due[around] = (due[around] ?? 0) - 1
    dueToPay[around] = (dueToPay[around] ?? 0) - (relaxation.inside[node] ?? 0)
    const before = begun[around] ?? begin(around)
    begun[around] = before === undefined ? table : join(before, table, roomIn(around))
  }
  const all = finish(root)
  const found = best(all, measure)
  // A cover that leaves a part of the budget is kept although it costs more: then nobody knows that it is the best one.
  const isBest = found < all.size && (all.cost[found * size] ?? 0) <= worst
  return isBest ? choices.nodesOf(all.choice[found] ?? nothing) : undefined
}
