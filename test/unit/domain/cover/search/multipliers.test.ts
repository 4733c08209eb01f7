import { expect } from 'chai'
import fc from 'fast-check'
import { type CoverTask, costModelOf, leastCollateralCover } from '../../../../../src/domain/cover/least-collateral-cover.ts'
import { keysOf } from '../../../../../src/domain/cover/search/keys.ts'
import { bestMultipliers } from '../../../../../src/domain/cover/search/multipliers.ts'
import { problemOf } from '../../../../../src/domain/cover/search/problem.ts'
import { trieOf } from '../../../../../src/domain/cover/search/trie.ts'
import { unchangedOf } from '../../../../../src/domain/cover/search/unchanged.ts'
import { item } from '../../../../support/builders/arbitraries.ts'
import { rightOf } from '../../../../support/either.ts'
import { fullLists, somePath, somePattern } from '../../../../support/oracles/covers.ts'

const boundOf = ({ changed, unchanged, maxPaths, maxWildcards }: CoverTask): number => {
  const keys = keysOf(changed)
  const trie = trieOf(keys.texts, 'character')
  if (trie.nodes === 0) return 0
  const costModel = costModelOf(trie, keys, unchangedOf(keys, unchanged, []))
  return bestMultipliers(problemOf(trie, keys, costModel, { paths: maxPaths, wildcards: maxWildcards })).relaxation.bound
}

describe('bestMultipliers', () => {
  it('never gives a bound above the cost of the best cover', () => {
    const task = fc.record({
      changed: fullLists(somePattern, 40),
      unchanged: fullLists(somePath, 40),
      maxPaths: fc.integer({ min: 1, max: 20 }),
      maxWildcards: fc.integer({ min: 1, max: 20 }),
    })
    fc.assert(
      fc.property(task, given => {
        const { unchanged } = rightOf(leastCollateralCover(given)).collateral
        expect(boundOf(given)).to.be.at.most(unchanged + 1e-6)
      }),
    )
  })

  it('accounts for the budget of wildcards if they cost nothing themselves', () => {
    const folders = Array.from({ length: 40 }, (_, index) => `/${index}x`)
    const changed = folders.flatMap(folder => [`${folder}/a`, `${folder}/b`]).map(item)
    const unchanged = folders
    const given = { changed, unchanged, maxPaths: 41, maxWildcards: 10 }
    const minimum = rightOf(leastCollateralCover(given)).collateral.unchanged
    expect(boundOf(given)).to.be.above(minimum / 2)
  })
})
