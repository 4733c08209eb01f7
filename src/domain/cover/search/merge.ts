import type { Backpointers } from './backpointers.ts'
import { makeGrid } from './grid.ts'
import { allocateTable, emptyTable, type ParetoTable, writeSum } from './pareto-table.ts'
import type { Work } from './work.ts'

/** What a cover may have at most, or else it cannot be a part of the best one. */
export interface Bounds {
  /** Paths, given its number of wildcards. Does not increase with them. */
  readonly maxPaths: (wildcards: number) => number
  /** The first component of its cost plus the multipliers for its paths and wildcards. */
  readonly maxPenalisedCost: number
}

/** Numbers in a merge's grid, at most: about 22 bytes each, with room to grow. A larger grid exhausts the work. */
const maxGridNumbers = 2_000_000

/** Units of work for each cover of a new table. */
const workPerCover = 10

/**
 * Merges the covers of some keys with those of later keys: the Pareto front of all pairs within the bounds. The result is incomplete if
 * the work is exhausted.
 */
export type Merge = (left: ParetoTable, right: ParetoTable, bounds: Bounds) => ParetoTable

export interface MergeOptions {
  /** Components of a cost, and how many of them compare before the number of paths. */
  readonly size: number
  readonly leading: number

  readonly maxWildcards: number
  /** Lagrangian multipliers of the two budgets. */
  readonly pathMultiplier: number
  readonly wildcardMultiplier: number
}

const minOf = (numbers: Int32Array): number => numbers.reduce((one, other) => Math.min(one, other))
const maxOf = (numbers: Int32Array): number => numbers.reduce((one, other) => Math.max(one, other))

/** For each cover of a table, the index of the first one with more wildcards. */
const nextRowStarts = ({ size, wildcards }: ParetoTable): Int32Array => {
  const places = new Int32Array(size)
  for (let at = size - 1; at >= 0; at -= 1) places[at] = wildcards[at + 1] === wildcards[at] ? (places[at + 1] ?? size) : at + 1
  return places
}

/** The rectangle of wildcards and paths that contains all pairs of two tables within the bounds. */
interface Window {
  readonly firstWildcards: number
  readonly firstPaths: number
  readonly rows: number
  readonly columns: number
  /** For each row, how many of its columns are within the bounds. */
  readonly rowColumns: Int32Array
}

const windowOf = (left: ParetoTable, right: ParetoTable, bounds: Bounds, wildcards: number): Window => {
  const firstWildcards = (left.wildcards[0] ?? 0) + (right.wildcards[0] ?? 0)
  const lastWildcards = (left.wildcards[left.size - 1] ?? 0) + (right.wildcards[right.size - 1] ?? 0)
  const firstPaths = minOf(left.paths) + minOf(right.paths)
  const lastPaths = maxOf(left.paths) + maxOf(right.paths)
  const rows = Math.max(0, Math.min(wildcards, lastWildcards) - firstWildcards + 1)
  const columns = Int32Array.from({ length: rows }, (_, row) =>
    Math.max(0, Math.min(lastPaths, bounds.maxPaths(firstWildcards + row)) - firstPaths + 1),
  )
  return { firstWildcards, firstPaths, rows, columns: columns[0] ?? 0, rowColumns: columns }
}

/** Ranks pairs by their left rank, then by their right rank. */
const rankPairs = (
  merged: ParetoTable,
  pairs: ReadonlyArray<{ readonly left: number; readonly right: number }>,
  left: ParetoTable,
  right: ParetoTable,
): void => {
  const leftRanks = Int32Array.from(pairs, pair => left.rank[pair.left] ?? 0)
  const rightRanks = Int32Array.from(pairs, pair => right.rank[pair.right] ?? 0)
  const places = Int32Array.from(pairs, (_, place) => place).sort(
    (one, other) => (leftRanks[one] ?? 0) - (leftRanks[other] ?? 0) || (rightRanks[one] ?? 0) - (rightRanks[other] ?? 0),
  )
  for (const [order, place] of places.entries()) merged.rank[place] = order
}

/** Creates a merge for the tables of one trie. All calls share its working memory. */
export const makeMerge = (
  backpointers: Backpointers,
  { size, leading, maxWildcards, pathMultiplier, wildcardMultiplier }: MergeOptions,
  work: Work,
): Merge => {
  const grid = makeGrid(size, leading)

  /** First components of the costs plus the multipliers for paths and wildcards. */
  const penalisedCosts = (table: ParetoTable): Float64Array => {
    const costs = new Float64Array(table.size)
    for (let at = 0; at < table.size; at += 1)
      costs[at] = (table.cost[at * size] ?? 0) + (table.paths[at] ?? 0) * pathMultiplier + (table.wildcards[at] ?? 0) * wildcardMultiplier
    return costs
  }

  const fill = (
    left: ParetoTable,
    right: ParetoTable,
    maxPenalisedCost: number,
    { firstWildcards, firstPaths, rows, columns, rowColumns }: Window,
  ): void => {
    const nextRow = nextRowStarts(right)
    const leftCosts = penalisedCosts(left)
    const rightCosts = penalisedCosts(right)
    for (let at = 0; at < left.size; at += 1) {
      const leftRow = (left.wildcards[at] ?? 0) - firstWildcards
      const leftColumn = (left.paths[at] ?? 0) - firstPaths
      const maxRightCost = maxPenalisedCost - (leftCosts[at] ?? 0)
      let other = 0
      let tried = 0
      while (other < right.size) {
        tried += 1
        const row = leftRow + (right.wildcards[other] ?? 0)
        if (row >= rows) break
        const column = leftColumn + (right.paths[other] ?? 0)
        if (column >= (rowColumns[row] ?? 0)) other = nextRow[other] ?? right.size
        else {
          if ((rightCosts[other] ?? 0) <= maxRightCost) grid.offer(row * columns + column, left, at, right, other)
          other += 1
        }
      }
      work.spend(tried)
      if (work.isExhausted()) return
    }
  }

  const mergePairs: Merge = (left, right, bounds) => {
    const window = windowOf(left, right, bounds, maxWildcards)
    const cells = window.rows * window.columns
    work.spend(cells * size > maxGridNumbers ? Number.POSITIVE_INFINITY : cells * size)
    if (work.isExhausted()) return emptyTable
    grid.clear(cells)
    fill(left, right, bounds.maxPenalisedCost, window)
    const pairs = grid.survivors(window.rows, window.columns).map(grid.pairIn)
    work.spend(pairs.length * workPerCover)
    const merged = allocateTable(pairs.length, size)
    for (const [place, pair] of pairs.entries()) writeSum(merged, place, left, pair.left, right, pair.right, backpointers.toBoth)
    rankPairs(merged, pairs, left, right)
    return merged
  }

  /** Adding the same cover to all covers of a table keeps their order, so there is nothing to compare. */
  const shift = (table: ParetoTable, single: ParetoTable, bounds: Bounds): ParetoTable => {
    const costs = penalisedCosts(table)
    const [singleCost = 0] = penalisedCosts(single)
    const places: number[] = []
    for (let at = 0; at < table.size; at += 1) {
      const wildcards = (table.wildcards[at] ?? 0) + (single.wildcards[0] ?? 0)
      const paths = (table.paths[at] ?? 0) + (single.paths[0] ?? 0)
      if (wildcards <= maxWildcards && paths <= bounds.maxPaths(wildcards) && (costs[at] ?? 0) + singleCost <= bounds.maxPenalisedCost)
        places.push(at)
    }
    work.spend(table.size + places.length * workPerCover)
    const shifted = allocateTable(places.length, size)
    for (const [place, at] of places.entries()) {
      writeSum(shifted, place, table, at, single, 0, backpointers.toBoth)
      shifted.rank[place] = table.rank[at] ?? 0
    }
    return shifted
  }

  return (left, right, bounds) => {
    if (left.size === 0 || right.size === 0) return emptyTable
    if (right.size === 1) return shift(left, right, bounds)
    return left.size === 1 ? shift(right, left, bounds) : mergePairs(left, right, bounds)
  }
}
