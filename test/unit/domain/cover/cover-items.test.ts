import { expect } from 'chai'
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { coverItems } from '../../../../src/domain/cover/cover-items.ts'
import { type Item, isWildcard, prefixOf } from '../../../../src/domain/items/item.ts'
import { minimise } from '../../../../src/domain/items/minimise.ts'
import { item } from '../../../support/arbitraries.ts'
import { bestOf, covers, everyCover, fullLists, oracleRuns, shuffledAndRepeated, somePattern, twins } from '../../../support/covers.ts'
import { leftOf, rightOf } from '../../../support/either.ts'

const items = fullLists(somePattern, 8)
const maxPaths = fc.integer({ min: 0, max: 7 })
const maxWildcards = fc.integer({ min: 0, max: 5 })

/** Longer than any prefix in these tests. */
const longest = 20

/** How many wildcards have a prefix of 1 character, of 2, and so on: the reach of a cover, the largest parts first. */
const reachOf = (cover: ReadonlyArray<Item>): ReadonlyArray<number> =>
  Array.from({ length: longest }, (_, at) => cover.filter(path => isWildcard(path) && prefixOf(path).length === at + 1).length)

const compare = (one: ReadonlyArray<number>, other: ReadonlyArray<number>): number =>
  one.map((number, at) => number - (other[at] ?? 0)).find(difference => difference !== 0) ?? 0

const oracle = (all: ReadonlyArray<Item>, paths: number, wildcards: number): ReadonlyArray<Item> | undefined =>
  bestOf(all, everyCover(all, paths, wildcards), cover => [...reachOf(cover), cover.length])

describe('coverItems', () => {
  it('finds of all covers the one that reaches least', () => {
    fc.assert(
      fc.property(fc.oneof(items, twins), maxPaths, maxWildcards, (all, paths, wildcards) => {
        const found = coverItems(all, paths, wildcards)
        expect(E.isRight(found) ? found.right : undefined).to.deep.equal(oracle(all, paths, wildcards))
      }),
      oracleRuns,
    )
  })

  it('covers every item, within the budget, and nothing twice', () => {
    fc.assert(
      fc.property(fullLists(somePattern, 40), fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 20 }), (all, paths, wildcards) => {
        const cover = rightOf(coverItems(all, paths, wildcards))
        for (const one of all)
          expect(
            cover.some(path => covers(path, one)),
            one,
          ).to.equal(true)
        expect(cover).to.have.length.at.most(paths)
        expect(cover.filter(isWildcard)).to.have.length.at.most(wildcards)
        for (const path of cover) expect(cover.filter(other => covers(other, path))).to.deep.equal([path])
      }),
    )
  })

  it('leaves items that fit as they are, but minimal', () => {
    fc.assert(
      fc.property(items, all => {
        expect(rightOf(coverItems(all, 8, 8))).to.deep.equal(minimise(all))
      }),
    )
  })

  it('never reaches further with a larger budget', () => {
    fc.assert(
      fc.property(items, maxPaths, maxWildcards, fc.nat(3), fc.nat(3), (all, paths, wildcards, morePaths, moreWildcards) => {
        const found = coverItems(all, paths, wildcards)
        if (E.isLeft(found)) return
        const richer = rightOf(coverItems(all, paths + morePaths, wildcards + moreWildcards))
        expect(compare(reachOf(richer), reachOf(found.right))).to.be.at.most(0)
      }),
    )
  })

  it('does not depend on the order of its input, nor on repetitions', () => {
    const twice = items.chain(all => fc.tuple(fc.constant(all), shuffledAndRepeated(all)))
    fc.assert(
      fc.property(twice, maxPaths, maxWildcards, ([all, same], paths, wildcards) => {
        expect(coverItems(same, paths, wildcards)).to.deep.equal(coverItems(all, paths, wildcards))
      }),
    )
  })

  const table: ReadonlyArray<readonly [string, ReadonlyArray<string>, number, number, ReadonlyArray<string>]> = [
    ['nothing of nothing', [], 0, 0, []],
    [
      'the deep folder, not the two short items',
      ['/a', '/ab', '/blog/2026/11/x', '/blog/2026/11/y'],
      3,
      15,
      ['/a', '/ab', '/blog/2026/11/*'],
    ],
    ['two folders rather than everything', ['/a/1', '/a/2', '/b/1', '/b/2'], 2, 15, ['/a/*', '/b/*']],
    ['everything only where nothing else fits', ['/a/1', '/b/1'], 1, 15, ['/*']],
    ['all of a folder under one wildcard where no more are allowed', ['/a/b/1', '/a/b/2', '/a/c/1', '/a/c/2', '/d'], 3, 1, ['/a/*', '/d']],
    ['no wildcard that ends inside of an encoded character', ['/%C3%A4', '/%C3%A5', '/x/1', '/x/2'], 3, 15, ['/%C3%A4', '/%C3%A5', '/x/*']],
    ['a wildcard that was given, and a narrower one for the rest', ['/a*', '/blog/1', '/blog/2'], 2, 15, ['/a*', '/blog/*']],
    ['given wildcards under a wider one where there are too many', ['/a/b/*', '/a/c/*', '/d/e/*'], 9, 2, ['/a/*', '/d/e/*']],
    ['a given wildcard along rather than a second one beside it', ['/a/b/*', '/a/c', '/d/1', '/d/2'], 3, 15, ['/a/*', '/d/1', '/d/2']],
    [
      'narrow wildcards in any number rather than one that is short',
      ['/aa/1', '/aa/2', '/bb/1', '/bb/2', '/cc/1', '/cc/2'],
      3,
      3,
      ['/aa/*', '/bb/*', '/cc/*'],
    ],
  ]
  for (const [what, given, paths, wildcards, expected] of table) {
    it(`takes ${what}`, () => {
      expect(rightOf(coverItems(given.map(item), paths, wildcards))).to.deep.equal(expected)
    })
  }

  it('has no cover of too many items without a wildcard', () => {
    expect(leftOf(coverItems(['/a', '/b'].map(item), 1, 0))).to.deep.equal({ _tag: 'NoCover', paths: 2, wildcards: 0 })
  })

  it('tells more lengths apart than one number can', () => {
    const folders = Array.from({ length: 40 }, (_, number) => `/${String(99 - number)}${'x'.repeat(40 - number)}/`)
    const inFolders = folders.flatMap(folder => [item(`${folder}1`), item(`${folder}2`)])
    const one = [...inFolders, item('/a*')]
    expect(rightOf(coverItems(one, one.length - 1, 15)).filter(isWildcard)).to.deep.equal([`${folders[0]}*`, '/a*'])
    const fourteen = rightOf(coverItems(one, one.length - 14, 15)).filter(isWildcard)
    expect(fourteen).to.deep.equal([...folders.slice(0, 14).map(folder => `${folder}*`), '/a*'].sort())
  })
})
