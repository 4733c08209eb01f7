import { expect } from 'chai'
import { compare } from '../../../../src/domain/site/compare.ts'
import { entry } from '../../../support/builders/entries.ts'

describe('compare', () => {
  it('compares a million files within seconds', function () {
    this.timeout(30_000)
    const names = Array.from({ length: 1_000_000 }, (_, index) => `section-${index % 997}/page-${index}/index.html`)
    const before = names.map(name => entry(name, 1))
    const after = names.map((name, index) => entry(name, index % 100 === 0 ? 2 : 1))
    const began = performance.now()
    const { modified, unchanged } = compare(before, after)
    expect(performance.now() - began).to.be.below(10_000)
    expect([modified.length, unchanged.length]).to.deep.equal([10_000, 990_000])
  })
})
