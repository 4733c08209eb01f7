import { expect } from 'chai'
import fc from 'fast-check'
import { type Item, isTag, isWildcard } from '../../../../src/domain/items/item.ts'
import { item, itemText } from '../../../support/arbitraries.ts'
import { minimise } from '../../../support/by-cloudfront.ts'

const items = fc.array(itemText.map(item), { maxLength: 40 })

/** What the rule says, pair by pair. */
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
    it(`leaves ${JSON.stringify(expected)} of ${JSON.stringify(given)}`, () => {
      expect(minimise(given.map(item))).to.deep.equal(expected)
    })
  }

  it('covers every item', () => {
    fc.assert(fc.property(items, all => all.every(one => minimise(all).some(kept => covers(kept, one)))))
  })

  it('plans nothing that was not asked for', () => {
    fc.assert(fc.property(items, all => minimise(all).every(kept => all.includes(kept))))
  })

  it('leaves nothing that another of its items covers', () => {
    fc.assert(
      fc.property(items, all => {
        const kept = minimise(all)
        return kept.every((one, i) => kept.every((other, j) => i === j || !covers(other, one)))
      }),
    )
  })

  it('does not depend on the order of its input, and is sorted', () => {
    const shuffled = items.chain(all => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })))
    fc.assert(
      fc.property(shuffled, ([all, other]) => {
        expect(minimise(other)).to.deep.equal(minimise(all))
        expect(minimise(all)).to.deep.equal([...minimise(all)].sort())
      }),
    )
  })
})
