import { expect } from 'chai'
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { narrowestCover } from '../../../../src/domain/cover/cover-items.ts'
import { leastCollateralCover } from '../../../../src/domain/cover/least-collateral-cover.ts'
import { type Item, isWildcard, prefixOf } from '../../../../src/domain/items/item.ts'
import { item } from '../../../support/builders/arbitraries.ts'
import { minimise } from '../../../support/by-cloudfront.ts'
import { rightOf } from '../../../support/either.ts'
import { collateralOf, covers, fullLists, nestedPath, nestedPattern, somePath, somePattern } from '../../../support/oracles/covers.ts'
import { deepestDirectory } from '../../../support/oracles/deepest-directory.ts'

const task = fc.record({
  changed: fc.oneof(fullLists(nestedPattern, 60), fullLists(somePattern, 40)),
  unchanged: fc.oneof(fullLists(nestedPath, 60), fullLists(somePath, 40)),
  maxPaths: fc.integer({ min: 1, max: 20 }),
  maxWildcards: fc.integer({ min: 1, max: 15 }),
})
const maxWork = fc.oneof(fc.constant(0), fc.nat(2_000))

/** The lengths of a cover's wildcards, shortest first: the reach is less if the first one that differs is longer or missing. */
const lengthsOf = (cover: ReadonlyArray<Item>): ReadonlyArray<number> =>
  cover
    .filter(isWildcard)
    .map(wildcard => prefixOf(wildcard).length)
    .sort((one, other) => one - other)

const compareReach = (one: ReadonlyArray<Item>, other: ReadonlyArray<Item>): number => {
  const others = lengthsOf(other)
  const differences = lengthsOf(one).map((length, at) => (others[at] ?? Number.POSITIVE_INFINITY) - length)
  return differences.find(difference => difference !== 0) ?? lengthsOf(one).length - others.length
}

const deepest = (changed: ReadonlyArray<Item>, paths: number, wildcards: number): ReadonlyArray<Item> =>
  deepestDirectory(minimise(changed), { paths, wildcards }) as ReadonlyArray<Item>

const expectCover = (cover: ReadonlyArray<Item>, changed: ReadonlyArray<Item>, maxPaths: number, maxWildcards: number): void => {
  expect(changed.filter(path => !cover.some(pattern => covers(pattern, path)))).to.deep.equal([])
  expect(cover).to.have.length.at.most(maxPaths)
  expect(cover.filter(isWildcard)).to.have.length.at.most(maxWildcards)
  expect(cover).to.deep.equal(minimise(cover))
}

describe('A cover with bounded work', () => {
  it('covers everything that changed, within the budget, and flushes no more than the deepest folders', () => {
    fc.assert(
      fc.property(task, maxWork, (given, work) => {
        const { paths, collateral } = rightOf(leastCollateralCover(given, work))
        expectCover(paths, given.changed, given.maxPaths, given.maxWildcards)
        expect(collateral).to.deep.equal(collateralOf(given, paths))
        const alternative = collateralOf(given, deepest(given.changed, given.maxPaths, given.maxWildcards))
        expect(collateral.unchanged).to.be.at.most(alternative.unchanged)
      }),
    )
  })

  it('covers items, within the budget, and reaches no further than the deepest folders', () => {
    fc.assert(
      fc.property(task, maxWork, ({ changed, maxPaths, maxWildcards }, work) => {
        const { paths } = rightOf(narrowestCover(changed, maxPaths, maxWildcards, 'character', work))
        expectCover(paths, changed, maxPaths, maxWildcards)
        expect(compareReach(paths, deepest(changed, maxPaths, maxWildcards))).to.be.at.most(0)
      }),
    )
  })

  it('does not depend on the order of its input', () => {
    fc.assert(
      fc.property(task, maxWork, (given, work) => {
        const reversed = { ...given, changed: given.changed.toReversed(), unchanged: given.unchanged.toReversed() }
        expect(leastCollateralCover(reversed, work)).to.deep.equal(leastCollateralCover(given, work))
      }),
    )
  })

  it('is the best cover if it says so, regardless of the limit', () => {
    fc.assert(
      fc.property(task, maxWork, (given, work) => {
        const bounded = leastCollateralCover(given, work)
        if (E.isRight(bounded) && bounded.right.isExact) expect(bounded).to.deep.equal(leastCollateralCover(given))
      }),
    )
  })

  it('protects protected paths even without a search', () => {
    const changed = ['/a/1', '/a/2', '/b/1', '/b/2'].map(item)
    const unchanged = ['/a/x', '/b/x', '/b/y']
    const { paths } = rightOf(leastCollateralCover({ changed, unchanged, protect: [item('/a/x')], maxPaths: 3, maxWildcards: 1 }, 0))
    expect(paths).to.deep.equal(['/a/1', '/a/2', '/b/*'])
  })

  it('leaves items that fit as they are', () => {
    const changed = ['/a/1', '/a/2', '/b/1', '/b/2'].map(item)
    const found = leastCollateralCover({ changed, unchanged: [], maxPaths: 4, maxWildcards: 1 }, 0)
    expect(found).to.deep.equal(E.right({ paths: changed, collateral: { protected: 0, unchanged: 0 }, isExact: false }))
  })
})
