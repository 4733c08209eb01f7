import { expect } from 'chai'
import fc from 'fast-check'
import { type Item, isTag, isWildcard } from '../../../../src/domain/items/item.ts'
import { item, itemText } from '../../../support/builders/arbitraries.ts'
import { minimise } from '../../../support/by-cloudfront.ts'

const items = fc.array(itemText.map(item), { maxLength: 40 })

/** The definition of covering, for one pair of items. */
const covers = (one: Item, other: Item): boolean => {
  if (isTag(one)) return one.toLowerCase() === other.toLowerCase()
  return isWildcard(one) && !isTag(other) ? other.startsWith(one.slice(0, -1)) : one === other
}

describe('minimise', () => {
  const table: ReadonlyArray<readonly [ReadonlyArray<string>, ReadonlyArray<string>]> = [
    [
      ['/a/*', '/a/b', '/a/b*', '/a/', '/a'],
      ['/a', '/a/*'],
    ],
    [['/a*', '/a?x=1', '/a!b', '/ab/c'], ['/a*']],
    [['/x', '/x', 'x'], ['/x']],
    [
      ['/*', '/index.html', '#tag'],
      ['#tag', '/*'],
    ],
    [
      ['#Tag', '#tag', '#TAG', '#other'],
      ['#TAG', '#other'],
    ],
    [
      ['#*', '#a', '/#*'],
      ['#*', '#a', '/%23*'],
    ],
    [
      ['/b', '/a'],
      ['/a', '/b'],
    ],
    [['/a b', '/a%20b'], ['/a%20b']],
    [
      ['/A', '/a'],
      ['/A', '/a'],
    ],
    [[], []],
  ]
  for (const [given, expected] of table) {
    it(`reduces ${JSON.stringify(given)} to ${JSON.stringify(expected)}`, () => {
      expect(minimise(given.map(item))).to.deep.equal(expected)
    })
  }

  it('covers every item', () => {
    fc.assert(fc.property(items, all => all.every(one => minimise(all).some(kept => covers(kept, one)))))
  })

  it('returns only given items', () => {
    fc.assert(fc.property(items, all => minimise(all).every(kept => all.includes(kept))))
  })

  it('returns no item that another one covers', () => {
    fc.assert(
      fc.property(items, all => {
        const kept = minimise(all)
        return kept.every((one, i) => kept.every((other, j) => i === j || !covers(other, one)))
      }),
    )
  })

  it('returns sorted items, independent of the order of its input', () => {
    const shuffled = items.chain(all => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })))
    fc.assert(
      fc.property(shuffled, ([all, other]) => {
        expect(minimise(other)).to.deep.equal(minimise(all))
        expect(minimise(all)).to.deep.equal([...minimise(all)].sort())
      }),
    )
  })
})
