import { expect } from 'chai'
import { relax, relaxedNodes } from '../../../../../src/domain/cover/search/relaxation.ts'
import { coverProblem, prefixesOf } from '../../../../support/builders/cover-problem.ts'

describe('relax', () => {
  const changed = ['/a/1*', '/a/2*', '/b/1', '/b/2', '/c']
  const { keys, problem } = coverProblem({ changed, unchanged: ['/a/x', '/b/x', '/b/y', '/x', '/y', '/z'], paths: 4, wildcards: 2 })

  it('finds the cheapest cover if every path and wildcard has a price', () => {
    const free = relax(problem, 0, 0)
    expect(free).to.include({ bound: 0, cost: 0, paths: 5, wildcards: 2 })
    const dear = relax(problem, 1, 1)
    expect(dear).to.include({ bound: 0, cost: 1, paths: 4, wildcards: 1 })
    expect([...dear.nodeBounds]).to.deep.equal([3, 2, 6])
    expect([...dear.partsBounds]).to.deep.equal([4, 2, 6])
    expect(prefixesOf(keys, problem, relaxedNodes(problem.trie, dear))).to.deep.equal(['/a/'])
  })

  it('counts what given wildcards reach', () => {
    const reach = coverProblem({ changed, paths: 4, wildcards: 2 }).problem
    const [shortest = 0, , longer = 0] = reach.costModel.keyCosts
    expect(shortest).to.be.above(0)
    expect(longer).to.equal(shortest)
    expect(relax(reach, 0, 0)).to.include({ bound: 2 * shortest, cost: 2 * shortest, paths: 5, wildcards: 2 })
  })
})
