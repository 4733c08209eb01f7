import { expect } from 'chai'
import fc from 'fast-check'
import { type Item, isWildcard } from '../../../../src/domain/items/item.ts'
import { minimise } from '../../../../src/domain/items/minimise.ts'
import { split } from '../../../../src/domain/plan/split.ts'
import { item, itemText } from '../../../support/arbitraries.ts'

const cloudFront = { itemsPerRequest: 3_000, wildcardsPerRequest: 15 }

const paths = (count: number): ReadonlyArray<Item> => Array.from({ length: count }, (_, index) => item(`/p/${index}`))
const wildcards = (count: number): ReadonlyArray<Item> => Array.from({ length: count }, (_, index) => item(`/w${index}/*`))

describe('split', () => {
  const table: ReadonlyArray<readonly [number, number, number]> = [
    [0, 0, 0],
    [1, 0, 1],
    [0, 1, 1],
    [3_000, 0, 1],
    [2_985, 15, 1],
    [2_986, 15, 2],
    [3_001, 0, 2],
    [7_001, 0, 3],
    [7_001, 40, 3],
    [10, 16, 2],
  ]
  for (const [exact, wild, requests] of table) {
    it(`puts ${exact} paths and ${wild} wildcards into ${requests} requests`, () => {
      expect(split([...paths(exact), ...wildcards(wild)].sort(), cloudFront)).to.have.length(requests)
    })
  }

  it('needs no wildcards to be allowed where there are none', () => {
    expect(split(paths(3), { itemsPerRequest: 2, wildcardsPerRequest: 0 })).to.have.length(2)
  })

  const anyItems = fc.array(itemText.map(item), { maxLength: 60 }).map(minimise)
  const anyLimits = fc.record({ itemsPerRequest: fc.integer({ min: 1, max: 7 }), wildcardsPerRequest: fc.integer({ min: 1, max: 9 }) })

  it('loses nothing, repeats nothing, keeps both limits, in sorted requests', () => {
    fc.assert(
      fc.property(anyItems, anyLimits, (items, limits) => {
        const parts = split(items, limits)
        expect(parts.flat().sort()).to.deep.equal(items)
        for (const part of parts) {
          expect(part).to.have.length.within(1, limits.itemsPerRequest)
          expect(part.filter(isWildcard)).to.have.length.at.most(limits.wildcardsPerRequest)
          expect(part).to.deep.equal([...part].sort())
        }
      }),
    )
  })

  it('makes as few requests as the limits allow', () => {
    fc.assert(
      fc.property(anyItems, anyLimits, (items, limits) => {
        const forItems = Math.ceil(items.length / limits.itemsPerRequest)
        const forWildcards = Math.ceil(items.filter(isWildcard).length / Math.min(limits.wildcardsPerRequest, limits.itemsPerRequest))
        expect(split(items, limits)).to.have.length(Math.max(forItems, forWildcards))
      }),
    )
  })
})
