import { expect } from 'chai'
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import type { WildcardGranularity } from '../../../../src/domain/cover/cover.ts'
import { type Cover, type CoverTask, leastCollateralCover } from '../../../../src/domain/cover/least-collateral-cover.ts'
import { type Item, isWildcard, prefixOf } from '../../../../src/domain/items/item.ts'
import { item } from '../../../support/builders/arbitraries.ts'
import { rightOf } from '../../../support/either.ts'
import {
  bestOf,
  collateralOf,
  covers,
  everyCover,
  fullLists,
  isAllowed,
  minimumCost,
  nestedPath,
  nestedPattern,
  nextToTwins,
  oracleRuns,
  shuffledAndRepeated,
  someGranularity,
  somePath,
  somePattern,
  twins,
} from '../../../support/oracles/covers.ts'

const taskOf = (path: fc.Arbitrary<Item>, pattern: fc.Arbitrary<Item>): fc.Arbitrary<CoverTask> =>
  fc.record({
    changed: fullLists(pattern, 8),
    unchanged: fullLists(path, 14),
    protect: fc.oneof(fc.constant([]), fullLists(pattern, 3)),
    maxPaths: fc.integer({ min: 0, max: 7 }),
    maxWildcards: fc.integer({ min: 0, max: 5 }),
    granularity: someGranularity,
  })

const shortTask = taskOf(somePath, somePattern)
const task = fc.oneof(shortTask, taskOf(nestedPath, nestedPattern))

const lengthOf = (cover: ReadonlyArray<Item>): number =>
  cover.filter(isWildcard).reduce((length, wildcard) => length + prefixOf(wildcard).length, 0)

const oracle = (given: CoverTask): ReadonlyArray<Item> | undefined =>
  bestOf(given.changed, everyCover(given.changed, given.maxPaths, given.maxWildcards, given.granularity ?? 'character'), cover => {
    const collateral = collateralOf(given, cover)
    return [collateral.protected, collateral.unchanged, cover.length, cover.filter(isWildcard).length, -lengthOf(cover)]
  })

const weight = ({ collateral }: Cover): number => collateral.protected * 1_000 + collateral.unchanged

describe('leastCollateralCover', () => {
  const alike: fc.Arbitrary<CoverTask> = fc.record({
    changed: twins,
    unchanged: nextToTwins,
    protect: fc.subarray(['/a/z', '/b/y', '/b/w', '/c/x/1', '/d/*', '/c/x/y/*'].map(item), { maxLength: 2 }),
    maxPaths: fc.integer({ min: 2, max: 8 }),
    maxWildcards: fc.integer({ min: 1, max: 8 }),
  })

  // Long paths have too many wildcards for a brute-force search, unless only directories count.
  const searched: ReadonlyArray<readonly [string, fc.Arbitrary<CoverTask>, WildcardGranularity]> = [
    ['random files', shortTask, 'character'],
    ['random files', task, 'directory'],
    ['folders that are alike', alike, 'character'],
    ['folders that are alike', alike, 'directory'],
  ]
  for (const [files, tasks, granularity] of searched) {
    it(`finds the best cover of ${files}, like a brute-force search (${granularity})`, () => {
      fc.assert(
        fc.property(tasks, random => {
          const given = { ...random, granularity }
          const found = leastCollateralCover(given)
          expect(E.isRight(found) ? found.right.paths : undefined).to.deep.equal(oracle(given))
          if (E.isRight(found)) expect(found.right.collateral).to.deep.equal(collateralOf(given, found.right.paths))
        }),
        oracleRuns,
      )
    }).timeout(60_000)
  }

  it('finds the least collateral of larger tasks, too', () => {
    const largerOf = (path: fc.Arbitrary<Item>, pattern: fc.Arbitrary<Item>) =>
      fc.record({
        changed: fullLists(pattern, 60),
        unchanged: fullLists(path, 60),
        maxPaths: fc.integer({ min: 1, max: 40 }),
        maxWildcards: fc.integer({ min: 1, max: 45 }),
        granularity: someGranularity,
      })
    const larger = fc.oneof(largerOf(somePath, somePattern), largerOf(nestedPath, nestedPattern))
    fc.assert(
      fc.property(larger, given => {
        const { paths, collateral } = rightOf(leastCollateralCover(given))
        const minimum = minimumCost(given.changed, given.maxPaths, given.maxWildcards, wildcard =>
          isAllowed(wildcard, given.granularity) ? collateralOf(given, [wildcard]).unchanged : Number.POSITIVE_INFINITY,
        )
        expect([collateral.unchanged, paths.length]).to.deep.equal(minimum)
      }),
    )
  })

  it('allows wildcards to end after any character by default', () => {
    fc.assert(
      fc.property(task, ({ granularity: _, ...given }) => {
        expect(leastCollateralCover(given)).to.deep.equal(leastCollateralCover({ ...given, granularity: 'character' }))
      }),
    )
  })

  it('adds only wildcards that end in a slash and a star, if the granularity is the directory', () => {
    fc.assert(
      fc.property(task, given => {
        const found = leastCollateralCover({ ...given, granularity: 'directory' })
        if (E.isLeft(found)) return
        const added = found.right.paths.filter(path => isWildcard(path) && !given.changed.includes(path))
        for (const wildcard of added) expect(wildcard).to.match(/\/\*$/)
      }),
    )
  })

  it('covers everything that changed, within the budget, and nothing twice', () => {
    fc.assert(
      fc.property(task, given => {
        const found = leastCollateralCover(given)
        if (E.isLeft(found)) return
        const { paths } = found.right
        for (const key of given.changed)
          expect(
            paths.some(path => covers(path, key)),
            key,
          ).to.equal(true)
        expect(paths).to.have.length.at.most(given.maxPaths)
        expect(paths.filter(isWildcard)).to.have.length.at.most(given.maxWildcards)
        for (const path of paths) expect(paths.filter(other => covers(other, path))).to.deep.equal([path])
        expect(paths).to.deep.equal([...paths].sort())
      }),
    )
  })

  it('never flushes more with a larger budget', () => {
    fc.assert(
      fc.property(task, fc.nat(3), fc.nat(3), (given, paths, wildcards) => {
        const found = leastCollateralCover(given)
        if (E.isLeft(found)) return
        const larger = rightOf(
          leastCollateralCover({ ...given, maxPaths: given.maxPaths + paths, maxWildcards: given.maxWildcards + wildcards }),
        )
        expect(weight(larger)).to.be.at.most(weight(found.right))
      }),
    )
  })

  it('does not depend on the order of its input or on repetitions', () => {
    const twice = task.chain(given =>
      fc.record({
        given: fc.constant(given),
        changed: shuffledAndRepeated(given.changed),
        unchanged: shuffledAndRepeated(given.unchanged),
        protect: shuffledAndRepeated(given.protect ?? []),
      }),
    )
    fc.assert(
      fc.property(twice, ({ given, ...same }) => {
        expect(leastCollateralCover({ ...given, ...same })).to.deep.equal(leastCollateralCover(given))
      }),
    )
  })

  it('covers what changed even if it is not valid UTF-8', () => {
    const bytes = fc.string({ unit: fc.constantFrom('%C3', '%A4', '%20', '%', 'a', '/'), maxLength: 4 }).map(text => `/${text}` as Item)
    fc.assert(
      fc.property(fullLists(bytes, 10), fc.integer({ min: 1, max: 5 }), (changed, maxPaths) => {
        const { paths } = rightOf(leastCollateralCover({ changed, unchanged: [], maxPaths, maxWildcards: maxPaths }))
        for (const key of changed)
          expect(
            paths.some(path => covers(path, key)),
            key,
          ).to.equal(true)
        expect(paths).to.have.length.at.most(maxPaths)
        for (const path of paths) expect(paths.filter(other => covers(other, path))).to.deep.equal([path])
      }),
    )
  })
})
