import { expect } from 'chai'
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import type { WildcardGranularity } from '../../../../src/domain/cover/cover.ts'
import { costModelOf, coverItems, narrowestCover } from '../../../../src/domain/cover/cover-items.ts'
import { keysOf } from '../../../../src/domain/cover/search/keys.ts'
import { trieOf } from '../../../../src/domain/cover/search/trie.ts'
import { type Item, isWildcard, prefixOf } from '../../../../src/domain/items/item.ts'
import { item } from '../../../support/builders/arbitraries.ts'
import { minimise } from '../../../support/by-cloudfront.ts'
import { leftOf, rightOf } from '../../../support/either.ts'
import {
  bestOf,
  covers,
  everyCover,
  fullLists,
  granularities,
  isAllowed,
  nestedPattern,
  oracleRuns,
  shuffledAndRepeated,
  someGranularity,
  somePattern,
  twins,
} from '../../../support/oracles/covers.ts'

const shortItems = fullLists(somePattern, 8)
const items = fc.oneof(shortItems, fullLists(nestedPattern, 8))
const maxPaths = fc.integer({ min: 0, max: 7 })
const maxWildcards = fc.integer({ min: 0, max: 5 })

/** Longer than any prefix in these tests. */
const maxPrefixLength = 30

/** The reach of a cover: how many wildcards have a prefix of 1 character, of 2, and so on. */
const reachOf = (cover: ReadonlyArray<Item>): ReadonlyArray<number> =>
  Array.from({ length: maxPrefixLength }, (_, at) => cover.filter(path => isWildcard(path) && prefixOf(path).length === at + 1).length)

const compare = (one: ReadonlyArray<number>, other: ReadonlyArray<number>): number =>
  one.map((number, at) => number - (other[at] ?? 0)).find(difference => difference !== 0) ?? 0

const oracle = (
  all: ReadonlyArray<Item>,
  paths: number,
  wildcards: number,
  granularity: WildcardGranularity,
): ReadonlyArray<Item> | undefined =>
  bestOf(all, everyCover(all, paths, wildcards, granularity), cover => [...reachOf(cover), cover.length])

describe('coverItems', () => {
  // Long paths have too many wildcards for a brute-force search, unless only directories count.
  const searched: Readonly<Record<WildcardGranularity, fc.Arbitrary<ReadonlyArray<Item>>>> = {
    character: fc.oneof(shortItems, twins),
    directory: fc.oneof(items, twins),
  }
  for (const granularity of granularities) {
    it(`finds the cover that reaches least, like a brute-force search (${granularity})`, () => {
      fc.assert(
        fc.property(searched[granularity], maxPaths, maxWildcards, (all, paths, wildcards) => {
          const found = coverItems(all, paths, wildcards, granularity)
          expect(E.isRight(found) ? found.right : undefined).to.deep.equal(oracle(all, paths, wildcards, granularity))
        }),
        oracleRuns,
      )
    })
  }

  it('allows wildcards to end after any character by default', () => {
    fc.assert(
      fc.property(items, maxPaths, maxWildcards, (all, paths, wildcards) => {
        expect(coverItems(all, paths, wildcards)).to.deep.equal(coverItems(all, paths, wildcards, 'character'))
      }),
    )
  })

  const many = fc.oneof(fullLists(somePattern, 40), fullLists(nestedPattern, 40))
  const budget = fc.integer({ min: 1, max: 20 })

  it('adds only wildcards of the granularity', () => {
    fc.assert(
      fc.property(many, budget, budget, someGranularity, (all, paths, wildcards, granularity) => {
        const cover = rightOf(coverItems(all, paths, wildcards, granularity))
        const added = cover.filter(path => isWildcard(path) && !all.includes(path))
        expect(added.filter(wildcard => !isAllowed(wildcard, granularity))).to.deep.equal([])
      }),
    )
  })

  it('covers every item, within the budget, and nothing twice', () => {
    fc.assert(
      fc.property(many, budget, budget, someGranularity, (all, paths, wildcards, granularity) => {
        const cover = rightOf(coverItems(all, paths, wildcards, granularity))
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

  it('returns items that fit as they are, but minimal', () => {
    fc.assert(
      fc.property(items, someGranularity, (all, granularity) => {
        expect(rightOf(coverItems(all, 8, 8, granularity))).to.deep.equal(minimise(all))
      }),
    )
  })

  it('never reaches further with a larger budget', () => {
    fc.assert(
      fc.property(
        items,
        maxPaths,
        maxWildcards,
        fc.nat(3),
        fc.nat(3),
        someGranularity,
        (all, paths, wildcards, morePaths, moreWildcards, granularity) => {
          const found = coverItems(all, paths, wildcards, granularity)
          if (E.isLeft(found)) return
          const larger = rightOf(coverItems(all, paths + morePaths, wildcards + moreWildcards, granularity))
          expect(compare(reachOf(larger), reachOf(found.right))).to.be.at.most(0)
        },
      ),
    )
  })

  it('does not depend on the order of its input or on repetitions', () => {
    const twice = items.chain(all => fc.tuple(fc.constant(all), shuffledAndRepeated(all)))
    fc.assert(
      fc.property(twice, maxPaths, maxWildcards, someGranularity, ([all, same], paths, wildcards, granularity) => {
        expect(coverItems(same, paths, wildcards, granularity)).to.deep.equal(coverItems(all, paths, wildcards, granularity))
      }),
    )
  })

  const examples: ReadonlyArray<readonly [string, ReadonlyArray<string>, number, number, ReadonlyArray<string>, WildcardGranularity?]> = [
    ['nothing if there are no items', [], 0, 0, []],
    [
      'the deep folder, not the two short items',
      ['/a', '/ab', '/blog/2026/11/x', '/blog/2026/11/y'],
      3,
      15,
      ['/a', '/ab', '/blog/2026/11/*'],
    ],
    ['two folders rather than everything', ['/a/1', '/a/2', '/b/1', '/b/2'], 2, 15, ['/a/*', '/b/*']],
    ['everything only if nothing else fits', ['/a/1', '/b/1'], 1, 15, ['/*']],
    ['a whole folder if only one wildcard is allowed', ['/a/b/1', '/a/b/2', '/a/c/1', '/a/c/2', '/d'], 3, 1, ['/a/*', '/d']],
    ['no wildcard that ends inside an encoded character', ['/%C3%A4', '/%C3%A5', '/x/1', '/x/2'], 3, 15, ['/%C3%A4', '/%C3%A5', '/x/*']],
    ['a given wildcard, and a narrower one for the rest', ['/a*', '/blog/1', '/blog/2'], 2, 15, ['/a*', '/blog/*']],
    ['a wider wildcard instead of too many given ones', ['/a/b/*', '/a/c/*', '/d/e/*'], 9, 2, ['/a/*', '/d/e/*']],
    [
      'a given wildcard into a wider one rather than adding a second one',
      ['/a/b/*', '/a/c', '/d/1', '/d/2'],
      3,
      15,
      ['/a/*', '/d/1', '/d/2'],
    ],
    [
      'several long wildcards rather than a short one',
      ['/aa/1', '/aa/2', '/bb/1', '/bb/2', '/cc/1', '/cc/2'],
      3,
      3,
      ['/aa/*', '/bb/*', '/cc/*'],
    ],
    ['the whole folder by directory', ['/img/logo-1', '/img/logo-2', '/z'], 2, 15, ['/img/*', '/z'], 'directory'],
    ['everything by directory if only the names are alike', ['/logo-1', '/logo-2'], 1, 15, ['/*'], 'directory'],
    ['a folder itself along with its files by directory', ['/a/', '/a/b', '/ab'], 2, 15, ['/a/*', '/ab'], 'directory'],
    ['no directory from an encoded slash', ['/a%2F1', '/a%2F2', '/x/1', '/x/2'], 3, 15, ['/a%2F1', '/a%2F2', '/x/*'], 'directory'],
    ['a given wildcard as it is, whatever it ends in', ['/a*', '/blog/1', '/blog/2'], 2, 15, ['/a*', '/blog/*'], 'directory'],
    ['the folder above by directory if given wildcards are too many', ['/a/b*', '/a/c*', '/d'], 9, 1, ['/a/*', '/d'], 'directory'],
  ]
  for (const [what, given, paths, wildcards, expected, granularity] of examples) {
    it(`takes ${what}`, () => {
      expect(rightOf(coverItems(given.map(item), paths, wildcards, granularity))).to.deep.equal(expected)
    })
  }

  it('finds no cover if the items do not fit and no wildcard is allowed', () => {
    expect(leftOf(coverItems(['/a', '/b'].map(item), 1, 0))).to.deep.equal({ _tag: 'NoCover', paths: 2, wildcards: 0 })
  })

  it('knows whether its cover is the best one', () => {
    const folders = ['/a/1', '/a/2', '/b/1', '/b/2'].map(item)
    expect(rightOf(narrowestCover(folders, 2, 2))).to.deep.equal({ paths: ['/a/*', '/b/*'], isExact: true })
    expect(rightOf(narrowestCover(folders, 3, 2, 'character', 0)).isExact).to.equal(false)
  })

  it('knows that items that fit are the best cover of themselves', () => {
    const paths = ['/a/1', '/b/*', '/c*'].map(item)
    expect(rightOf(narrowestCover(paths, 3, 2))).to.deep.equal({ paths, isExact: true })
  })

  it('compares more prefix lengths than fit into one number', () => {
    const folders = Array.from({ length: 40 }, (_, number) => `/${String(99 - number)}${'x'.repeat(40 - number)}/`)
    const inFolders = folders.flatMap(folder => [item(`${folder}1`), item(`${folder}2`)])
    const one = [...inFolders, item('/a*')]
    expect(rightOf(coverItems(one, one.length - 1, 15)).filter(isWildcard)).to.deep.equal([`${folders[0]}*`, '/a*'])
    const fourteen = rightOf(coverItems(one, one.length - 14, 15)).filter(isWildcard)
    expect(fourteen).to.deep.equal([...folders.slice(0, 14).map(folder => `${folder}*`), '/a*'].sort())
  })
})

describe('The costs of a reach', () => {
  /** Prefixes of 1, 2, … characters, as many as `lengths`. With one wildcard, a number has 53 digits. */
  const modelOf = (lengths: number, maxNumbers?: number) => {
    const keys = keysOf(Array.from({ length: lengths + 1 }, (_, at) => item(`/${'a'.repeat(at)}`)))
    return costModelOf(trieOf(keys.texts, 'character'), keys, { paths: 1, wildcards: 1 }, maxNumbers)
  }

  it('have as many numbers as the prefix lengths need, and one that counts the wildcards', () => {
    expect(modelOf(53)).to.include({ size: 2, leading: 1, isExact: true })
    expect(modelOf(54)).to.include({ size: 3, leading: 2, isExact: true })
    expect([...modelOf(54).nodeCosts.slice(-6)]).to.deep.equal([2 ** 51, 0, 1, 2 ** 52, 0, 1])
  })

  it('share a place for the longest prefixes if there are too many lengths', () => {
    const { nodeCosts, ...model } = modelOf(108, 3 * 109)
    expect(model).to.include({ size: 3, leading: 2, isExact: false })
    expect([...nodeCosts.slice(0, 9)]).to.deep.equal([0, 1, 1, 0, 1, 1, 0, 1, 1])
    expect([...nodeCosts.slice(9, 12)]).to.deep.equal([0, 2, 1])
    expect(modelOf(106, 3 * 107)).to.include({ size: 3, isExact: true })
    expect(modelOf(106, 2 * 107)).to.include({ size: 2, isExact: false })
  })
})
