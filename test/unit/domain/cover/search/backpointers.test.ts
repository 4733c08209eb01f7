import { expect } from 'chai'
import { makeBackpointers, noWildcard } from '../../../../../src/domain/cover/search/backpointers.ts'

describe('Backpointers', () => {
  it('recover every wildcard of a cover, however many there are', () => {
    const { toWildcard, toBoth, nodesOf } = makeBackpointers()
    const nodes = Array.from({ length: 5_000 }, (_, node) => node)
    const all = nodes.map(toWildcard).reduce(toBoth, noWildcard)
    expect([...nodesOf(all)].sort((one, other) => one - other)).to.deep.equal(nodes)
  })

  it('ignore covers without wildcards', () => {
    const { toWildcard, toBoth, nodesOf } = makeBackpointers()
    const one = toWildcard(7)
    expect(nodesOf(toBoth(noWildcard, noWildcard))).to.deep.equal([])
    expect(nodesOf(toBoth(one, noWildcard))).to.deep.equal([7])
    expect(nodesOf(toBoth(noWildcard, one))).to.deep.equal([7])
  })

  it('count the wildcards and the pairs of covers', () => {
    const { toWildcard, toBoth, count } = makeBackpointers()
    expect(count()).to.equal(0)
    const one = toWildcard(7)
    toBoth(one, noWildcard)
    toBoth(noWildcard, one)
    expect(count()).to.equal(1)
    toBoth(one, toWildcard(8))
    expect(count()).to.equal(3)
  })
})
