import { expect } from 'chai'
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { type Cover, type CoverTask, leastCollateralCover } from '../../../../src/domain/cover/least-collateral-cover.ts'
import { type Item, isWildcard, prefixOf } from '../../../../src/domain/items/item.ts'
import { minimise } from '../../../../src/domain/items/minimise.ts'
import { item } from '../../../support/arbitraries.ts'
import {
  besideTwins,
  bestOf,
  covers,
  everyCover,
  flushes,
  fullLists,
  leastCosts,
  oracleRuns,
  shuffledAndRepeated,
  somePath,
  somePattern,
  twins,
} from '../../../support/covers.ts'
import { leftOf, rightOf } from '../../../support/either.ts'

const task: fc.Arbitrary<CoverTask> = fc.record({
  changed: fullLists(somePattern, 8),
  unchanged: fullLists(somePath, 14),
  protect: fc.oneof(fc.constant([]), fullLists(somePattern, 3)),
  maxPaths: fc.integer({ min: 0, max: 7 }),
  maxWildcards: fc.integer({ min: 0, max: 5 }),
})

/** Counts one by one what the wildcards of a cover flush without need, as the documentation says. */
const collateralOf = ({ changed, unchanged, protect = [] }: CoverTask, cover: ReadonlyArray<Item>): Cover['collateral'] => {
  const isNeedless = (path: Item): boolean => !changed.some(key => covers(key, path))
  const existing = [...new Set(unchanged as ReadonlyArray<Item>)].filter(isNeedless)
  const patterns = minimise(protect).filter(pattern => isNeedless(pattern) && !existing.includes(pattern))
  const sum = { protected: 0, unchanged: 0 }
  for (const wildcard of cover.filter(isWildcard).filter(isNeedless)) {
    const flushed = existing.filter(path => flushes(wildcard, path))
    sum.unchanged += flushed.length
    sum.protected += flushed.filter(path => protect.some(pattern => flushes(pattern, path))).length
    sum.protected += patterns.filter(pattern => covers(wildcard, pattern) || covers(pattern, wildcard)).length
  }
  return sum
}

const lengthOf = (cover: ReadonlyArray<Item>): number =>
  cover.filter(isWildcard).reduce((length, wildcard) => length + prefixOf(wildcard).length, 0)

const oracle = (given: CoverTask): ReadonlyArray<Item> | undefined =>
  bestOf(given.changed, everyCover(given.changed, given.maxPaths, given.maxWildcards), cover => {
    const collateral = collateralOf(given, cover)
    return [collateral.protected, collateral.unchanged, cover.length, cover.filter(isWildcard).length, -lengthOf(cover)]
  })

const weight = ({ collateral }: Cover): number => collateral.protected * 1_000 + collateral.unchanged

describe('leastCollateralCover', () => {
  const alike: fc.Arbitrary<CoverTask> = fc.record({
    changed: twins,
    unchanged: besideTwins,
    protect: fc.subarray(['/a/z', '/b/y', '/b/w', '/c/x/1', '/d/*', '/c/x/y/*'].map(item), { maxLength: 2 }),
    maxPaths: fc.integer({ min: 2, max: 8 }),
    maxWildcards: fc.integer({ min: 1, max: 8 }),
  })

  for (const [of, tasks] of [['random files', task] as const, ['folders that are alike', alike] as const]) {
    it(`finds the best of all covers that there are, of ${of}`, () => {
      fc.assert(
        fc.property(tasks, given => {
          const found = leastCollateralCover(given)
          expect(E.isRight(found) ? found.right.paths : undefined).to.deep.equal(oracle(given))
          if (E.isRight(found)) expect(found.right.collateral).to.deep.equal(collateralOf(given, found.right.paths))
        }),
        oracleRuns,
      )
    })
  }

  it('finds the least collateral of larger tasks, too', () => {
    const larger = fc.record({
      changed: fullLists(somePattern, 60),
      unchanged: fullLists(somePath, 60),
      maxPaths: fc.integer({ min: 1, max: 40 }),
      maxWildcards: fc.integer({ min: 1, max: 45 }),
    })
    fc.assert(
      fc.property(larger, given => {
        const { paths, collateral } = rightOf(leastCollateralCover(given))
        const [least, count] = leastCosts(
          given.changed,
          given.maxPaths,
          given.maxWildcards,
          wildcard => collateralOf(given, [wildcard]).unchanged,
        )
        expect([collateral.unchanged, paths.length]).to.deep.equal([least, count])
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
        const richer = rightOf(
          leastCollateralCover({ ...given, maxPaths: given.maxPaths + paths, maxWildcards: given.maxWildcards + wildcards }),
        )
        expect(weight(richer)).to.be.at.most(weight(found.right))
      }),
    )
  })

  it('does not depend on the order of its input, nor on repetitions', () => {
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

  const table: ReadonlyArray<
    readonly [
      string,
      Omit<CoverTask, 'changed' | 'protect'> & Record<'changed' | 'protect', ReadonlyArray<string>>,
      ReadonlyArray<string>,
      number,
      number?,
    ]
  > = [
    ['nothing where nothing changed', { changed: [], unchanged: ['/a'], protect: [], maxPaths: 0, maxWildcards: 0 }, [], 0],
    [
      'a single file as it is, though a wildcard would cost nothing',
      { changed: ['/index.html'], unchanged: [], protect: [], maxPaths: 15, maxWildcards: 15 },
      ['/index.html'],
      0,
    ],
    [
      'one wildcard where everything under it changed, though the budget would hold each file',
      { changed: ['/blog/a', '/blog/b', '/x'], unchanged: ['/y'], protect: [], maxPaths: 15, maxWildcards: 15 },
      ['/blog/*', '/x'],
      0,
    ],
    [
      'the longest wildcard that covers a group',
      { changed: ['/img/logo-1.png', '/img/logo-2.png'], unchanged: ['/img/photo.png', '/z'], protect: [], maxPaths: 1, maxWildcards: 1 },
      ['/img/logo-*'],
      0,
    ],
    [
      'no wildcard that ends inside of a %XX',
      { changed: ['/a%20b', '/a%21b'], unchanged: ['/a%C3'], protect: [], maxPaths: 1, maxWildcards: 1 },
      ['/a*'],
      1,
    ],
    [
      'no wildcard that ends inside of a character of several bytes',
      { changed: ['/%C3%A4', '/%C3%A5'], unchanged: ['/b'], protect: [], maxPaths: 1, maxWildcards: 1 },
      ['/*'],
      1,
    ],
    [
      'a wildcard right behind a %XX',
      { changed: ['/a%20b', '/a%20c'], unchanged: ['/a%21'], protect: [], maxPaths: 1, maxWildcards: 1 },
      ['/a%20*'],
      0,
    ],
    [
      'a path that others begin with under the same wildcard',
      { changed: ['/a', '/a/b', '/a/c'], unchanged: ['/ab'], protect: [], maxPaths: 2, maxWildcards: 1 },
      ['/a', '/a/*'],
      0,
    ],
    [
      'all of them under one where nothing else is left',
      { changed: ['/a', '/a/b', '/a/c'], unchanged: ['/ab', '/b'], protect: [], maxPaths: 1, maxWildcards: 1 },
      ['/a*'],
      1,
    ],
    [
      'a changed wildcard as it is, at no collateral',
      { changed: ['/a/*', '/b'], unchanged: ['/a/1', '/a/2', '/c'], protect: [], maxPaths: 2, maxWildcards: 1 },
      ['/a/*', '/b'],
      0,
    ],
    [
      'changed wildcards in a wider one where there are too many of them',
      { changed: ['/a/x/*', '/a/y/*', '/b'], unchanged: ['/a/z', '/c'], protect: [], maxPaths: 9, maxWildcards: 1 },
      ['/a/*', '/b'],
      1,
    ],
    [
      'what is both changed and unchanged as changed',
      { changed: ['/a/1', '/a/2'], unchanged: ['/a/1', '/a/2', '/b'], protect: [], maxPaths: 1, maxWildcards: 1 },
      ['/a/*'],
      0,
    ],
    [
      'many unchanged files rather than one that is protected',
      {
        changed: ['/a/1', '/a/2', '/b/1', '/b/2'],
        unchanged: ['/a/x', '/b/x', '/b/y', '/b/z'],
        protect: ['/a/x'],
        maxPaths: 3,
        maxWildcards: 1,
      },
      ['/a/1', '/a/2', '/b/*'],
      3,
    ],
    [
      'no part of a protected region that nobody has listed',
      { changed: ['/api/1', '/api/2', '/b/1', '/b/2'], unchanged: ['/b/x', '/c'], protect: ['/api/*'], maxPaths: 3, maxWildcards: 1 },
      ['/api/1', '/api/2', '/b/*'],
      1,
    ],
    [
      'nothing inside of a protected region but what changed',
      { changed: ['/api/v1/1', '/api/v1/2', '/b/1', '/b/2'], unchanged: ['/b/x', '/c'], protect: ['/api/*'], maxPaths: 3, maxWildcards: 1 },
      ['/api/v1/1', '/api/v1/2', '/b/*'],
      1,
    ],
    [
      'a changed wildcard inside of a protected region, at no collateral',
      { changed: ['/api/v1/*', '/b'], unchanged: ['/c'], protect: ['/api/*'], maxPaths: 2, maxWildcards: 1 },
      ['/api/v1/*', '/b'],
      0,
    ],
    [
      'a protected path that nobody has listed, like one that is',
      { changed: ['/a/1', '/a/2', '/b/1', '/b/2'], unchanged: ['/b/x', '/c'], protect: ['/a/me'], maxPaths: 3, maxWildcards: 1 },
      ['/a/1', '/a/2', '/b/*'],
      1,
    ],
    [
      'a protected region all the same where it changed itself',
      { changed: ['/api/*', '/b'], unchanged: ['/c'], protect: ['/api/v1/*', '/api/v1/x'], maxPaths: 2, maxWildcards: 1 },
      ['/api/*', '/b'],
      0,
    ],
    [
      'a protected region all the same where the budget leaves nothing else',
      { changed: ['/api/1', '/b'], unchanged: ['/api/me', '/c'], protect: ['/api/*'], maxPaths: 1, maxWildcards: 1 },
      ['/*'],
      2,
      2,
    ],
    [
      'the narrower of two groups that cost the same',
      { changed: ['/a1', '/a2', '/blog/2026/x', '/blog/2026/y'], unchanged: ['/c'], protect: [], maxPaths: 3, maxWildcards: 1 },
      ['/a1', '/a2', '/blog/2026/*'],
      0,
    ],
    [
      'the first of two groups as it is where they are alike in all',
      { changed: ['/a/1', '/a/2', '/b/1', '/b/2'], unchanged: ['/c'], protect: [], maxPaths: 3, maxWildcards: 1 },
      ['/a/1', '/a/2', '/b/*'],
      0,
    ],
  ]
  for (const [what, { changed, protect, ...given }, paths, unchanged, isProtected = 0] of table) {
    it(`sends ${what}`, () => {
      expect(rightOf(leastCollateralCover({ ...given, changed: changed.map(item), protect: protect.map(item) }))).to.deep.equal({
        paths,
        collateral: { protected: isProtected, unchanged },
      })
    })
  }

  it('covers what changed even where its bytes are no characters', () => {
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

  it('has no cover where there are more paths than may be sent, and no wildcard', () => {
    const changed = ['/a', '/b', '/c/*'].map(item)
    expect(leftOf(leastCollateralCover({ changed, unchanged: [], maxPaths: 9, maxWildcards: 0 }))).to.deep.equal({
      _tag: 'NoCover',
      paths: 3,
      wildcards: 1,
    })
    expect(leftOf(leastCollateralCover({ changed, unchanged: [], maxPaths: 0, maxWildcards: 9 }))._tag).to.equal('NoCover')
    expect(
      rightOf(leastCollateralCover({ changed: changed.slice(0, 2), unchanged: [], maxPaths: 2, maxWildcards: 0 })).paths,
    ).to.deep.equal(['/a', '/b'])
  })

  it('goes through paths of any depth', () => {
    const changed = Array.from({ length: 3_999 }, (_, depth) => item(`/${'a'.repeat(depth)}`))
    const unchanged = changed.map(path => `${path}b`)
    const { paths, collateral } = rightOf(leastCollateralCover({ changed, unchanged, maxPaths: 100, maxWildcards: 15 }))
    expect(paths).to.have.length(100)
    expect(collateral).to.deep.equal({ protected: 0, unchanged: 3_900 })
  })

  it('goes through many files', () => {
    const files = Array.from({ length: 50_000 }, (_, index) => item(`/section-${index % 97}/page-${index}.html`))
    const changed = files.filter((_, index) => index % 97 < 5 || index % 1_000 === 999)
    const unchanged = files.filter((_, index) => index % 97 >= 5 && index % 1_000 !== 999)
    const { paths } = rightOf(leastCollateralCover({ changed, unchanged, maxPaths: 60, maxWildcards: 15 }))
    expect(paths.filter(isWildcard)).to.deep.equal([0, 1, 2, 3, 4].map(section => `/section-${section}/page-*`))
  })
})
