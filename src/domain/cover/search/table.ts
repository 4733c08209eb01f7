import { nothing } from './choices.ts'

/**
 * The covers of some keys among which a choice remains: at most one for each number of wildcards and paths, sorted by
 * both, and none that costs as much as another that has no more of either.
 */
export interface Table {
  readonly size: number
  readonly wildcards: Int32Array
  readonly paths: Int32Array
  /** The costs, one after the other. */
  readonly cost: Float64Array
  /** Orders covers that are alike in all else: lower is the one that is narrower where they first differ. */
  readonly rank: Int32Array
  readonly choice: Int32Array
}

/** Room for so many covers, whose costs have so many numbers. */
export const tableOf = (size: number, numbers: number): Table => ({
  size,
  wildcards: new Int32Array(size),
  paths: new Int32Array(size),
  cost: new Float64Array(size * numbers),
  rank: new Int32Array(size),
  choice: new Int32Array(size),
})

/** No cover. */
export const none: Table = tableOf(0, 0)

/** A single cover. */
export const single = (wildcards: number, paths: number, cost: Float64Array, rank = 0, choice = nothing): Table => ({
  size: 1,
  wildcards: Int32Array.of(wildcards),
  paths: Int32Array.of(paths),
  cost,
  rank: Int32Array.of(rank),
  choice: Int32Array.of(choice),
})

/** Puts a copy of a cover to a place of another table. */
export const putCopy = (to: Table, place: number, from: Table, at: number): void => {
  const numbers = from.cost.length / from.size
  to.wildcards[place] = from.wildcards[at] ?? 0
  to.paths[place] = from.paths[at] ?? 0
  to.cost.set(from.cost.subarray(at * numbers, (at + 1) * numbers), place * numbers)
  to.rank[place] = from.rank[at] ?? 0
  to.choice[place] = from.choice[at] ?? nothing
}

/** Puts what two covers are together to a place of another table, but for the rank. */
export const putSum = (
  to: Table,
  place: number,
  left: Table,
  at: number,
  right: Table,
  other: number,
  both: (one: number, other: number) => number,
): void => {
  const numbers = left.cost.length / left.size
  to.wildcards[place] = (left.wildcards[at] ?? 0) + (right.wildcards[other] ?? 0)
  to.paths[place] = (left.paths[at] ?? 0) + (right.paths[other] ?? 0)
  to.choice[place] = both(left.choice[at] ?? nothing, right.choice[other] ?? nothing)
  for (let number = 0; number < numbers; number += 1)
    to.cost[place * numbers + number] = (left.cost[at * numbers + number] ?? 0) + (right.cost[other * numbers + number] ?? 0)
}
