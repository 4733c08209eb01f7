import { noWildcard } from './backpointers.ts'

/**
 * A Pareto front: the covers of some keys that no other cover dominates. At most one for each number of wildcards and
 * paths, sorted by both; every cover costs less than all others that have no more of either.
 */
export interface ParetoTable {
  readonly size: number
  readonly wildcards: Int32Array
  readonly paths: Int32Array
  /** The costs, concatenated. */
  readonly cost: Float64Array
  /** Breaks ties: of two covers, the one with the lower rank is narrower at the first path where they differ. */
  readonly rank: Int32Array
  readonly backpointer: Int32Array
}

/** A table to be filled: `size` covers whose costs have `components` components. */
export const allocateTable = (size: number, components: number): ParetoTable => ({
  size,
  wildcards: new Int32Array(size),
  paths: new Int32Array(size),
  cost: new Float64Array(size * components),
  rank: new Int32Array(size),
  backpointer: new Int32Array(size),
})

/** The table without covers. */
export const emptyTable: ParetoTable = allocateTable(0, 0)

/** A table of one cover. */
export const singleCover = (wildcards: number, paths: number, cost: Float64Array, rank = 0, backpointer = noWildcard): ParetoTable => ({
  size: 1,
  wildcards: Int32Array.of(wildcards),
  paths: Int32Array.of(paths),
  cost,
  rank: Int32Array.of(rank),
  backpointer: Int32Array.of(backpointer),
})

/** Copies a cover to a place of another table. */
export const writeCopy = (to: ParetoTable, place: number, from: ParetoTable, at: number): void => {
  const numbers = from.cost.length / from.size
  to.wildcards[place] = from.wildcards[at] ?? 0
  to.paths[place] = from.paths[at] ?? 0
  for (let number = 0; number < numbers; number += 1) to.cost[place * numbers + number] = from.cost[at * numbers + number] ?? 0
  to.rank[place] = from.rank[at] ?? 0
  to.backpointer[place] = from.backpointer[at] ?? noWildcard
}

/** Writes the sum of two covers to a place of another table, except for its rank. */
export const writeSum = (
  to: ParetoTable,
  place: number,
  left: ParetoTable,
  at: number,
  right: ParetoTable,
  other: number,
  toBoth: (one: number, other: number) => number,
): void => {
  const numbers = left.cost.length / left.size
  to.wildcards[place] = (left.wildcards[at] ?? 0) + (right.wildcards[other] ?? 0)
  to.paths[place] = (left.paths[at] ?? 0) + (right.paths[other] ?? 0)
  to.backpointer[place] = toBoth(left.backpointer[at] ?? noWildcard, right.backpointer[other] ?? noWildcard)
  for (let number = 0; number < numbers; number += 1)
    to.cost[place * numbers + number] = (left.cost[at * numbers + number] ?? 0) + (right.cost[other * numbers + number] ?? 0)
}
