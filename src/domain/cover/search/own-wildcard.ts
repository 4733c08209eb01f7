import type { Measure } from './measure.ts'
import { putCopy, single, type Table, tableOf } from './table.ts'

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
export const withOwnWildcard = (table: Table, wildcards: number, cost: Float64Array, choice: number, { size, leading }: Measure): Table => {
  const places = Array.from({ length: table.size }, (_, at) => at)
  const before = places.filter(at => (table.wildcards[at] ?? 0) < wildcards)
  const behind = places.filter(
    at => (table.wildcards[at] ?? 0) >= wildcards && compareCosts(table.cost, at * size, cost, 0, 0, leading) < 0,
  )
  const widest = table.rank.reduce((one, other) => Math.max(one, other), -1)

  const all = tableOf(before.length + 1 + behind.length, size)
  for (const [place, at] of before.entries()) putCopy(all, place, table, at)
  putCopy(all, before.length, single(wildcards, 1, cost, widest + 1, choice), 0)
  for (const [place, at] of behind.entries()) putCopy(all, before.length + 1 + place, table, at)
  return all
}
