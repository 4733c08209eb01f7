import { noWildcard } from './backpointers.ts'

/**
 * The covers of some keys among which a choice remains: at most one for each number of wildcards and paths, sorted by
 * both, and none that costs as much as another that has no more of either.
 */
export interface ParetoTable {
  readonly size: number
  readonly wildcards: Int32Array
  readonly paths: Int32Array
  /** The costs, one after the other. */
  readonly cost: Float64Array
  /** Orders covers that are alike in all else: lower is the one that is narrower where they first differ. */
  readonly rank: Int32Array
  readonly backpointer: Int32Array
}

/** Room for so many covers, whose costs have so many numbers. */
export const allocateTable = (size: number, numbers: number): ParetoTable => ({
  size,
  wildcards: new Int32Array(size),
  paths: new Int32Array(size),
  cost: new Float64Array(size * numbers),
  rank: new Int32Array(size),
  backpointer: new Int32Array(size),
})

/** No cover. */
export const emptyTable: ParetoTable = allocateTable(0, 0)

/** A single cover. */
export const singleCover = (wildcards: number, paths: number, cost: Float64Array, rank = 0, backpointer = noWildcard): ParetoTable => ({
  size: 1,
  wildcards: Int32Array.of(wildcards),
  paths: Int32Array.of(paths),
  cost,
  rank: Int32Array.of(rank),
  backpointer: Int32Array.of(backpointer),
})

/** Puts a copy of a cover to a place of another table. */
export const writeCopy = (to: ParetoTable, place: number, from: ParetoTable, at: number): void => {
  const numbers = from.cost.length / from.size
  to.wildcards[place] = from.wildcards[at] ?? 0
  to.paths[place] = from.paths[at] ?? 0
  to.cost.set(from.cost.subarray(at * numbers, (at + 1) * numbers), place * numbers)
  to.rank[place] = from.rank[at] ?? 0
  to.backpointer[place] = from.backpointer[at] ?? noWildcard
}

/** Puts what two covers are together to a place of another table, but for the rank. */
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
