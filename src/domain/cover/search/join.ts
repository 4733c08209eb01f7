import type { Choices } from './choices.ts'
import { makeGrid } from './grid.ts'
import { none, putSum, type Table, tableOf } from './table.ts'

/** What a cover may have at most so that it may be part of the best one. */
export interface Room {
  /** Paths, by the wildcards it has; never more for more wildcards. */
  readonly paths: (wildcards: number) => number
  /** The first number of its cost, with prices for its paths and wildcards. */
  readonly paid: number
}

/** Joins the covers of some keys with the covers of keys behind them: every pair that may be part of the best cover. */
export type Join = (left: Table, right: Table, room: Room) => Table

/** What joining has to know of the costs, and of what cannot be worth it. */
export interface Terms {
  /** Numbers in a cost, and how many of them count before the number of paths. */
  readonly size: number
  readonly leading: number
  /** Wildcards at most. */
  readonly wildcards: number
  /** The price of a path, and of a wildcard. */
  readonly perPath: number
  readonly perWildcard: number
}

const least = (numbers: Int32Array): number => numbers.reduce((one, other) => Math.min(one, other))
const most = (numbers: Int32Array): number => numbers.reduce((one, other) => Math.max(one, other))

/** For each cover of a table the place of the first one with more wildcards. */
const placesBehind = ({ size, wildcards }: Table): Int32Array => {
  const places = new Int32Array(size)
  for (let at = size - 1; at >= 0; at -= 1)
    places[at] = wildcards[at + 1] === wildcards[at] && at + 1 < size ? (places[at + 1] ?? size) : at + 1
  return places
}

/** The part of the plane of wildcards and paths that the pairs of two tables lie in. */
interface Window {
  readonly firstWildcards: number
  readonly firstPaths: number
  readonly rows: number
  readonly columns: number
  /** Columns that have room, row by row. */
  readonly room: Int32Array
}

const windowOf = (left: Table, right: Table, room: Room, wildcards: number): Window => {
  const firstWildcards = (left.wildcards[0] ?? 0) + (right.wildcards[0] ?? 0)
  const lastWildcards = (left.wildcards[left.size - 1] ?? 0) + (right.wildcards[right.size - 1] ?? 0)
  const firstPaths = least(left.paths) + least(right.paths)
  const lastPaths = most(left.paths) + most(right.paths)
  const rows = Math.max(0, Math.min(wildcards, lastWildcards) - firstWildcards + 1)
  const columns = Int32Array.from({ length: rows }, (_, row) =>
    Math.max(0, Math.min(lastPaths, room.paths(firstWildcards + row)) - firstPaths + 1),
  )
  return { firstWildcards, firstPaths, rows, columns: columns[0] ?? 0, room: columns }
}

/** Ranks pairs by the rank on the left, and by the one on the right where that is the same. */
const rank = (joined: Table, pairs: ReadonlyArray<{ readonly left: number; readonly right: number }>, left: Table, right: Table): void => {
  const leftRanks = Int32Array.from(pairs, pair => left.rank[pair.left] ?? 0)
  const rightRanks = Int32Array.from(pairs, pair => right.rank[pair.right] ?? 0)
  const places = Int32Array.from(pairs, (_, place) => place).sort(
    (one, other) => (leftRanks[one] ?? 0) - (leftRanks[other] ?? 0) || (rightRanks[one] ?? 0) - (rightRanks[other] ?? 0),
  )
  for (const [order, place] of places.entries()) joined.rank[place] = order
}

/** Makes a function that joins tables of one trie, and does the same work over and over in the same memory. */
export const makeJoin = (choices: Choices, { size, leading, wildcards, perPath, perWildcard }: Terms): Join => {
  const grid = makeGrid(size, leading)

  /** The first numbers of the costs, with prices for paths and wildcards. */
  const paidIn = (table: Table): Float64Array =>
    Float64Array.from(
      { length: table.size },
      (_, at) => (table.cost[at * size] ?? 0) + (table.paths[at] ?? 0) * perPath + (table.wildcards[at] ?? 0) * perWildcard,
    )

  const fill = (left: Table, right: Table, most: number, { firstWildcards, firstPaths, rows, columns, room }: Window): void => {
    const behind = placesBehind(right)
    const paidOnLeft = paidIn(left)
    const paidOnRight = paidIn(right)
    for (let at = 0; at < left.size; at += 1) {
      const rowOfLeft = (left.wildcards[at] ?? 0) - firstWildcards
      const columnOfLeft = (left.paths[at] ?? 0) - firstPaths
      const bearable = most - (paidOnLeft[at] ?? 0)
      let other = 0
      while (other < right.size) {
        const row = rowOfLeft + (right.wildcards[other] ?? 0)
        if (row >= rows) break
        const column = columnOfLeft + (right.paths[other] ?? 0)
        if (column >= (room[row] ?? 0)) other = behind[other] ?? right.size
        else {
          if ((paidOnRight[other] ?? 0) <= bearable) grid.offer(row * columns + column, left, at, right, other)
          other += 1
        }
      }
    }
  }

  const joinAll: Join = (left, right, room) => {
    const window = windowOf(left, right, room, wildcards)
    grid.clear(window.rows * window.columns)
    fill(left, right, room.paid, window)
    const pairs = grid.survivors(window.rows, window.columns).map(grid.pairIn)
    const joined = tableOf(pairs.length, size)
    for (const [place, pair] of pairs.entries()) putSum(joined, place, left, pair.left, right, pair.right, choices.both)
    rank(joined, pairs, left, right)
    return joined
  }

  /** A single cover shifts the others. It makes none of them dearer than another, nor changes an order among them. */
  const shift = (table: Table, single: Table, room: Room): Table => {
    const paid = paidIn(table)
    const [paidForSingle = 0] = paidIn(single)
    const places: number[] = []
    for (let at = 0; at < table.size; at += 1) {
      const wide = (table.wildcards[at] ?? 0) + (single.wildcards[0] ?? 0)
      const long = (table.paths[at] ?? 0) + (single.paths[0] ?? 0)
      if (wide <= wildcards && long <= room.paths(wide) && (paid[at] ?? 0) + paidForSingle <= room.paid) places.push(at)
    }
    const shifted = tableOf(places.length, size)
    for (const [place, at] of places.entries()) {
      putSum(shifted, place, table, at, single, 0, choices.both)
      shifted.rank[place] = table.rank[at] ?? 0
    }
    return shifted
  }

  return (left, right, room) => {
    if (left.size === 0 || right.size === 0) return none
    if (right.size === 1) return shift(left, right, room)
    return left.size === 1 ? shift(right, left, room) : joinAll(left, right, room)
  }
}
