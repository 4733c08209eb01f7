import { expect } from 'chai'
import { withOwnWildcard } from '../../../../../src/domain/cover/search/own-wildcard.ts'
import { allocateTable, writeCopy, writeSum } from '../../../../../src/domain/cover/search/pareto-table.ts'
import { rowsOf, tableOf } from '../../../../support/builders/cover-problem.ts'

describe('A Pareto table', () => {
  const from = tableOf([0, 4, [0, 0], 7], [1, 3, [5, 1], 8], [2, 2, [3, 2], 6])

  it('receives copies of covers', () => {
    const to = allocateTable(2, 2)
    writeCopy(to, 1, from, 1)
    writeCopy(to, 0, from, 2)
    expect(rowsOf(to)).to.deep.equal([
      [2, 2, [3, 2], 6],
      [1, 3, [5, 1], 8],
    ])
    expect([...to.backpointer]).to.deep.equal([2, 1])
  })

  it('receives sums of covers, in any order', () => {
    const to = allocateTable(2, 2)
    writeSum(to, 1, from, 0, from, 1, (one, other) => 10 * one + other)
    writeSum(to, 0, from, 1, from, 2, (one, other) => 10 * one + other)
    expect(rowsOf(to)).to.deep.equal([
      [3, 5, [8, 3], 0],
      [1, 7, [5, 1], 0],
    ])
    expect([...to.backpointer]).to.deep.equal([12, 1])
  })

  it('takes a wildcard of its own, which ranks last', () => {
    const all = withOwnWildcard(from, 1, Float64Array.of(4, 1), 9, { size: 2, leading: 1 })
    expect(rowsOf(all)).to.deep.equal([
      [0, 4, [0, 0], 7],
      [1, 1, [4, 1], 9],
      [2, 2, [3, 2], 6],
    ])
    expect([...all.backpointer]).to.deep.equal([0, 9, 2])
  })
})
