import { expect } from 'chai'
import { leastCollateralCover } from '../../../../src/domain/cover/least-collateral-cover.ts'
import { isWildcard } from '../../../../src/domain/items/item.ts'
import { item } from '../../../support/builders/arbitraries.ts'
import { rightOf } from '../../../support/either.ts'

describe('leastCollateralCover', () => {
  it('handles many files', () => {
    const files = Array.from({ length: 50_000 }, (_, index) => item(`/section-${index % 97}/page-${index}.html`))
    const changed = files.filter((_, index) => index % 97 < 5 || index % 1_000 === 999)
    const unchanged = files.filter((_, index) => index % 97 >= 5 && index % 1_000 !== 999)
    const { paths } = rightOf(leastCollateralCover({ changed, unchanged, maxPaths: 60, maxWildcards: 15 }))
    expect(paths.filter(isWildcard)).to.deep.equal([0, 1, 2, 3, 4].map(section => `/section-${section}/page-*`))
  })

  it('handles paths of any depth', () => {
    const changed = Array.from({ length: 3_999 }, (_, depth) => item(`/${'a'.repeat(depth)}`))
    const unchanged = changed.map(path => `${path}b`)
    const { paths, collateral } = rightOf(leastCollateralCover({ changed, unchanged, maxPaths: 100, maxWildcards: 15 }))
    expect(paths).to.have.length(100)
    expect(collateral).to.deep.equal({ protected: 0, unchanged: 3_900 })
  })
})
