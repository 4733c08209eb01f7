import type { CostModel } from './cost-model.ts'
import { allocateTable, type ParetoTable, singleCover, writeCopy } from './pareto-table.ts'

/** Compares components `from` to `to` of two costs lexicographically: negative if the first cost is lower. */
export const compareCosts = (costs: Float64Array, one: number, others: Float64Array, other: number, from: number, to: number): number => {
  for (let number = from; number < to; number += 1) {
    const difference = (costs[one + number] ?? 0) - (others[other + number] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

/**
 * Adds a node's own wildcard to the covers of the node: one path, counted as `wildcards` wildcards. It dominates covers
 * with at least as many wildcards that are not cheaper, since those have more paths. It ranks last, as the widest cover.
 */
export const withOwnWildcard = (
  table: ParetoTable,
  wildcards: number,
  cost: Float64Array,
  backpointer: number,
  { size, leading }: Pick<CostModel, 'size' | 'leading'>,
): ParetoTable => {
  const places = Array.from({ length: table.size }, (_, at) => at)
  const before = places.filter(at => (table.wildcards[at] ?? 0) < wildcards)
  const after = places.filter(at => (table.wildcards[at] ?? 0) >= wildcards && compareCosts(table.cost, at * size, cost, 0, 0, leading) < 0)
  const widest = table.rank.reduce((one, other) => Math.max(one, other), 0)

  const all = allocateTable(before.length + 1 + after.length, size)
  for (const [place, at] of before.entries()) writeCopy(all, place, table, at)
  writeCopy(all, before.length, singleCover(wildcards, 1, cost, widest + 1, backpointer), 0)
  for (const [place, at] of after.entries()) writeCopy(all, before.length + 1 + place, table, at)
  return all
}
