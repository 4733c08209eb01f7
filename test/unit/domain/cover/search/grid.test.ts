import { expect } from 'chai'
import { makeGrid } from '../../../../../src/domain/cover/search/grid.ts'
import { type TableRow, tableOf } from '../../../../support/builders/cover-problem.ts'

/** The left place in a cell after the pairs of all left covers with a single right cover were offered to it. */
const bestLeft = (lefts: ReadonlyArray<TableRow>, right: TableRow, cell = 1): number => {
  const grid = makeGrid(3, 1)
  grid.clear(2)
  const left = tableOf(...lefts)
  for (const at of lefts.keys()) grid.offer(cell, left, at, tableOf([0, 0, [0, 0, 0], 0], right), 1)
  return grid.pairIn(cell).left
}

describe('A grid', () => {
  const right: TableRow = [1, 1, [5, 1, -4], 0]
  const cases: ReadonlyArray<readonly [string, TableRow, TableRow]> = [
    ['the first component', [1, 2, [4, 9, 9], 9], [1, 2, [5, 1, -9], 1]],
    ['the second component', [1, 2, [4, 1, 9], 9], [1, 2, [4, 2, -9], 1]],
    ['the last component', [1, 2, [4, 1, -9], 9], [1, 2, [4, 1, -8], 1]],
    ['the rank', [1, 2, [4, 1, -9], 2], [1, 2, [4, 1, -9], 3]],
  ]
  for (const [what, better, worse] of cases) {
    it(`keeps the pair that is better by ${what}`, () => {
      expect(bestLeft([better, worse], right)).to.equal(0)
      expect(bestLeft([worse, better], right)).to.equal(1)
      expect(bestLeft([worse, worse, better, worse], right)).to.equal(2)
      expect(bestLeft([worse, better], right, 0)).to.equal(1)
    })
  }

  it('compares the rank with that of the pair in the cell', () => {
    const costly: TableRow = [1, 2, [5, 1, -9], 1]
    expect(bestLeft([costly, [1, 2, [4, 1, -9], 3], [1, 2, [4, 1, -9], 2]], right)).to.equal(2)
  })

  it('keeps the first of equal pairs', () => {
    const same: TableRow = [1, 2, [4, 1, -9], 2]
    expect(bestLeft([same, same], right)).to.equal(0)
  })

  it('compares the sums, not the costs of one side', () => {
    const grid = makeGrid(2, 1)
    grid.clear(1)
    const left = tableOf([0, 0, [1, 1], 0], [0, 0, [1, 5], 1])
    const others = tableOf([0, 0, [1, 9], 0], [0, 0, [1, 2], 1])
    grid.offer(0, left, 0, others, 0)
    grid.offer(0, left, 1, others, 1)
    expect(grid.pairIn(0)).to.deep.equal({ left: 1, right: 1 })
  })

  it('keeps cells that are cheaper than every cell with no more wildcards and paths', () => {
    const grid = makeGrid(2, 2)
    grid.clear(6)
    const right = tableOf([0, 0, [0, 0], 0])
    const cells: ReadonlyArray<readonly [number, number]> = [
      [9, 1],
      [9, 1],
      [7, 0],
      [9, 0],
      [8, 9],
      [8, 0],
    ]
    const left = tableOf(...cells.map((cost): TableRow => [0, 0, cost, 0]))
    for (const cell of cells.keys()) grid.offer(cell, left, cell, right, 0)
    expect(grid.survivors(2, 3)).to.deep.equal([0, 2, 3, 4])
    grid.clear(6)
    expect(grid.survivors(2, 3)).to.deep.equal([])
  })
})
