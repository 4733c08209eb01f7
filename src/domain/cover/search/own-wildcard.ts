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
  const kept: number[] = []
  let before = 0
  for (let at = 0; at < table.size; at += 1) {
    const hasFewer = (table.wildcards[at] ?? 0) < wildcards
    if (hasFewer) before += 1
    if (hasFewer || compareCosts(table.cost, at * size, cost, 0, 0, leading) < 0) kept.push(at)
  }
  const widest = table.rank.reduce((one, other) => Math.max(one, other), 0)

  const all = allocateTable(kept.length + 1, size)
  for (let place = 0; place < kept.length; place += 1) writeCopy(all, place < before ? place : place + 1, table, kept[place] ?? 0)
  writeCopy(all, before, singleCover(wildcards, 1, cost, widest + 1, backpointer), 0)
  return all
}
