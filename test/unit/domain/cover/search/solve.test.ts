import { expect } from 'chai'
import { relax } from '../../../../../src/domain/cover/search/relaxation.ts'
import { solve } from '../../../../../src/domain/cover/search/solve.ts'
import { makeWork } from '../../../../../src/domain/cover/search/work.ts'
import { coverProblem } from '../../../../support/builders/cover-problem.ts'

const folders = ['a', 'b', 'c', 'd'].flatMap(folder => [1, 2, 3, 4, 5].map(length => `/${folder}/${'x'.repeat(length)}/`))
const changed = folders.flatMap(folder => [`${folder}1`, `${folder}2`])
const unchanged = folders.flatMap((folder, at) => Array.from({ length: (at % 5) + 1 }, (_, number) => `${folder}~${number}`))
const { problem } = coverProblem({ changed, unchanged, paths: 20, wildcards: 8 })
const everything = unchanged.length

describe('solve', () => {
  const within = (maxHeldNumbers: number, maxBackpointers: number) => {
    const work = makeWork(1_000_000)
    const nodes = solve(problem, relax(problem, 0, 0), everything, work, { maxHeldNumbers, maxBackpointers })
    return { isFound: nodes !== undefined, spent: work.spent() }
  }

  it('stops if it needs more memory than the limits', () => {
    expect(within(93, 137)).to.deep.equal({ isFound: true, spent: 4_811 })
    expect(within(92, 137)).to.deep.equal({ isFound: false, spent: Number.POSITIVE_INFINITY })
    expect(within(93, 136)).to.deep.equal({ isFound: false, spent: Number.POSITIVE_INFINITY })
  })

  it('stops soon after its work is exhausted', () => {
    const work = makeWork(500)
    expect(solve(problem, relax(problem, 0, 0), everything, work)).to.equal(undefined)
    expect(work.spent()).to.be.within(501, 600)
  })

  it('spends no work on keys that cost more than the limit', () => {
    const given = coverProblem({ changed: ['/a*', '/b*'], paths: 2, wildcards: 2 }).problem
    const spentOn = (maxCost: number): number => {
      const work = makeWork(1_000)
      solve(given, relax(given, 0, 0), maxCost, work)
      return work.spent()
    }
    const [cost = 0] = given.directKeys.cost
    expect(spentOn(cost)).to.equal(2)
    expect(spentOn(cost / 2)).to.equal(0)
  })

  it('finds nothing if every cover costs more than the limit', () => {
    const one = coverProblem({ changed: ['/a/1', '/a/2'], unchanged: ['/a/3'], paths: 1, wildcards: 1 }).problem
    const found = (maxCost: number) => solve(one, relax(one, 0, 0), maxCost, makeWork(1_000))
    expect(found(1)).to.deep.equal([0])
    expect(found(0)).to.equal(undefined)
  })
})
