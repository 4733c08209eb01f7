import type { ParetoTable } from './pareto-table.ts'

/** One cover from each of two tables, by index. */
interface Pair {
  readonly left: number
  readonly right: number
}

/** The best pair of covers for each number of wildcards (row) and of paths (column). */
export interface Grid {
  /** Empties the first `cells` cells, and makes room for them. */
  readonly clear: (cells: number) => void
  /** Stores a pair in a cell if it is better than the cell's pair. */
  readonly offer: (cell: number, left: ParetoTable, at: number, right: ParetoTable, other: number) => void
  /** The Pareto front, row by row: cells whose pair costs less than every pair with no more wildcards and no more paths. */
  readonly survivors: (rows: number, columns: number) => ReadonlyArray<number>
  readonly pairIn: (cell: number) => Pair
}

/** Creates a grid for costs of `size` components, `leading` of which compare before paths. Its memory is reused between merges. */
export const makeGrid = (size: number, leading: number): Grid => {
  let costs = new Float64Array(0)
  let lefts = new Int32Array(0)
  let rights = new Int32Array(0)

  /** Compares a pair with the cell's pair, if their first components are equal. The left covers differ, so their rank decides ties. */
  const isBetter = (cell: number, left: ParetoTable, at: number, right: ParetoTable, other: number): boolean => {
    for (let number = 1; number < size; number += 1) {
      const sum = (left.cost[at * size + number] ?? 0) + (right.cost[other * size + number] ?? 0)
      const known = costs[cell * size + number] ?? 0
      if (sum !== known) return sum < known
    }
    return (left.rank[at] ?? 0) < (left.rank[lefts[cell] ?? 0] ?? 0)
  }

  /** Whether a cell's leading components are lower than another's. -1 stands for no cell, which every cell beats. */
  const isCheaper = (cell: number, other: number): boolean => {
    if (other === -1) return true
    for (let number = 0; number < leading; number += 1) {
      const cost = costs[cell * size + number] ?? 0
      const known = costs[other * size + number] ?? 0
      if (cost !== known) return cost < known
    }
    return false
  }

  return {
    clear: cells => {
      if (cells > lefts.length) {
        costs = new Float64Array(2 * cells * size)
        lefts = new Int32Array(2 * cells)
        rights = new Int32Array(2 * cells)
      }
      for (let cell = 0; cell < cells; cell += 1) costs[cell * size] = Number.POSITIVE_INFINITY
    },
    offer: (cell, left, at, right, other) => {
      const sum = (left.cost[at * size] ?? 0) + (right.cost[other * size] ?? 0)
      const known = costs[cell * size] ?? 0
      if (sum > known || (sum === known && !isBetter(cell, left, at, right, other))) return
      for (let number = 0; number < size; number += 1)
        costs[cell * size + number] = (left.cost[at * size + number] ?? 0) + (right.cost[other * size + number] ?? 0)
      lefts[cell] = at
      rights[cell] = other
    },
    survivors: (rows, columns) => {
      const kept: number[] = []
      // For each column, the cheapest cell so far in it or to its left.
      const cheapest = new Int32Array(columns).fill(-1)
      for (let row = 0; row < rows; row += 1) {
        let before = -1
        for (let column = 0; column < columns; column += 1) {
          const above = cheapest[column] ?? -1
          if (above !== -1 && isCheaper(above, before)) before = above
          const cell = row * columns + column
          if (costs[cell * size] !== Number.POSITIVE_INFINITY && isCheaper(cell, before)) {
            kept.push(cell)
            before = cell
          }
          cheapest[column] = before
        }
      }
      return kept
    },
    pairIn: cell => ({ left: lefts[cell] ?? 0, right: rights[cell] ?? 0 }),
  }
}
