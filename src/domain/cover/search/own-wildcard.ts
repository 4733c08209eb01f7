import type { CostModel } from './cost-model.ts'
import { allocateTable, type ParetoTable, singleCover, writeCopy } from './pareto-table.ts'

/** Compares two costs by the numbers in a range: below zero where the first one is less. */
export const compareCosts = (costs: Float64Array, one: number, others: Float64Array, other: number, from: number, to: number): number => {
  for (let number = from; number < to; number += 1) {
    const difference = (costs[one + number] ?? 0) - (others[other + number] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

/**
 * Adds to the covers of a node the node's own wildcard, a single path that counts as so many wildcards. Covers that use
 * as many and are not cheaper are out of the race: they have more paths. It is the widest of all.
 */
export const withOwnWildcard = (
  table: ParetoTable,
  wildcards: number,
  cost: Float64Array,
  backpointer: number,
  { size, leading }: CostModel,
): ParetoTable => {
  const places = Array.from({ length: table.size }, (_, at) => at)
  const before = places.filter(at => (table.wildcards[at] ?? 0) < wildcards)
  const after = places.filter(at => (table.wildcards[at] ?? 0) >= wildcards && compareCosts(table.cost, at * size, cost, 0, 0, leading) < 0)
  const widest = table.rank.reduce((one, other) => Math.max(one, other), -1)

  const all = allocateTable(before.length + 1 + after.length, size)
  for (const [place, at] of before.entries()) writeCopy(all, place, table, at)
  writeCopy(all, before.length, singleCover(wildcards, 1, cost, widest + 1, backpointer), 0)
  for (const [place, at] of after.entries()) writeCopy(all, before.length + 1 + place, table, at)
  return all
}
