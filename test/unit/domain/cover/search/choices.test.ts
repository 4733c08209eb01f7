import { expect } from 'chai'
import { makeChoices, nothing } from '../../../../../src/domain/cover/search/choices.ts'

describe('Choices', () => {
  it('remember every wildcard of a choice, however many there are', () => {
    const { wildcardAt, both, nodesOf } = makeChoices()
    const nodes = Array.from({ length: 5_000 }, (_, node) => node)
    const all = nodes.map(wildcardAt).reduce(both, nothing)
    expect([...nodesOf(all)].sort((one, other) => one - other)).to.deep.equal(nodes)
  })

  it('are nothing together where both are', () => {
    const { wildcardAt, both, nodesOf } = makeChoices()
    const one = wildcardAt(7)
    expect(nodesOf(both(nothing, nothing))).to.deep.equal([])
    expect(nodesOf(both(one, nothing))).to.deep.equal([7])
    expect(nodesOf(both(nothing, one))).to.deep.equal([7])
  })
})
