import { expect } from 'chai'
import { makeBackpointers } from '../../../../../src/domain/cover/search/backpointers.ts'
import { type Bounds, makeMerge } from '../../../../../src/domain/cover/search/merge.ts'
import type { ParetoTable } from '../../../../../src/domain/cover/search/pareto-table.ts'
import { makeWork, type Work } from '../../../../../src/domain/cover/search/work.ts'
import { rowsOf, type TableRow, tableOf } from '../../../../support/builders/cover-problem.ts'

const unlimited: Bounds = { maxPaths: () => 1_000_000, maxPenalisedCost: Number.POSITIVE_INFINITY }

interface Given {
  readonly size?: number
  readonly bounds?: Bounds
  readonly maxWildcards?: number
  readonly work?: Work
}

const merged = (
  left: ParetoTable,
  right: ParetoTable,
  { size = 1, bounds = unlimited, maxWildcards = 1_000_000, work = makeWork(1_000_000) }: Given = {},
): ReadonlyArray<TableRow> => {
  const options = { size, leading: 1, maxWildcards, pathMultiplier: 0, wildcardMultiplier: 0 }
  return rowsOf(makeMerge(makeBackpointers(), options, work)(left, right, bounds))
}

/** Covers that cost less the more wildcards they have, or the more paths. */
const chainOf = (length: number, ranks: (at: number) => number): ParetoTable =>
  tableOf(...Array.from({ length }, (_, at): TableRow => [at, 1, [100 - at * at], ranks(at)]))

describe('A merge', () => {
  const left = tableOf([0, 3, [0], 0], [1, 1, [0], 1])
  const right = tableOf([0, 2, [0], 4], [1, 1, [-3], 2])

  it('is the Pareto front of all pairs', () => {
    expect(merged(left, right)).to.deep.equal([
      [0, 5, [0], 1],
      [1, 3, [0], 3],
      [1, 4, [-3], 0],
      [2, 2, [-3], 2],
    ])
  })

  it('has no covers beyond the bounds', () => {
    expect(merged(left, right, { maxWildcards: 1 })).to.have.length(3)
    expect(merged(left, right, { bounds: { ...unlimited, maxPaths: wildcards => 4 - wildcards } })).to.deep.equal([
      [1, 3, [0], 1],
      [2, 2, [-3], 0],
    ])
    expect(merged(left, right, { bounds: { ...unlimited, maxPenalisedCost: -3 } })).to.deep.equal([
      [1, 4, [-3], 0],
      [2, 2, [-3], 1],
    ])
  })

  it('ranks covers by their left part, then by their right part', () => {
    const ranks = merged(
      chainOf(3, at => [5, 9, 2][at] ?? 0),
      tableOf([0, 2, [0], 8], [0, 3, [-50], 3]),
    ).map(row => row[3])
    expect(ranks).to.deep.equal([3, 2, 5, 4, 1, 0])
  })

  it('keeps the ranks if there is nothing to choose on one side', () => {
    const single = tableOf([1, 1, [10], 0])
    const rows = [
      [1, 4, [10], 0],
      [2, 2, [10], 1],
    ]
    expect(merged(left, single)).to.deep.equal(rows)
    expect(merged(single, left)).to.deep.equal(rows)
    expect(merged(tableOf([0, 3, [0], 7], [1, 1, [0], 5]), single).map(row => row[3])).to.deep.equal([7, 5])
  })

  it('is empty if one side is', () => {
    expect(merged(left, tableOf())).to.deep.equal([])
    expect(merged(tableOf(), right)).to.deep.equal([])
  })

  it('finds the first covers with more wildcards, whatever the size of the rows', () => {
    const rows = tableOf([0, 4, [9], 0], [0, 5, [8], 1], [1, 3, [8], 2], [1, 4, [6], 3], [2, 1, [1], 4])
    const front = merged(left, rows, { bounds: { ...unlimited, maxPaths: () => 6 } })
    expect(front).to.deep.equal([
      [1, 5, [9], 2],
      [1, 6, [8], 0],
      [2, 4, [1], 1],
      [3, 2, [1], 3],
    ])
  })

  it('stops once the work is exhausted', () => {
    const work = makeWork(1_000)
    const long = chainOf(100, at => at)
    merged(long, long, { work })
    expect(work.spent()).to.be.within(1_001, 2_500)
  })

  /** Two covers each, so that the grid has these rows and columns. */
  const apart = (rows: number, columns: number, size: number): ReadonlyArray<ParetoTable> => {
    const cost = (number: number): ReadonlyArray<number> => Array.from({ length: size }, () => number)
    return [tableOf([0, columns, cost(1), 0], [rows - 2, 2, cost(0), 1]), tableOf([0, 2, cost(1), 0], [1, 1, cost(0), 1])]
  }
  const spentOn = (rows: number, columns: number, size: number): number => {
    const work = makeWork(10_000_000)
    const [one, other] = apart(rows, columns, size)
    if (one && other) merged(one, other, { size, work })
    return work.spent()
  }

  it('exhausts the work if it needs too large a grid', () => {
    expect(spentOn(1_000, 2_000, 1)).to.be.below(10_000_000)
    expect(spentOn(1_000, 2_001, 1)).to.equal(Number.POSITIVE_INFINITY)
    expect(spentOn(1_000, 667, 3)).to.equal(Number.POSITIVE_INFINITY)
    expect(spentOn(1_000_000, 1_000_000, 1)).to.equal(Number.POSITIVE_INFINITY)
  })
})
