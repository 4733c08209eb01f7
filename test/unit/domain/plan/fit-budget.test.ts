import { expect } from 'chai'
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { type Item, isTag, isWildcard } from '../../../../src/domain/items/item.ts'
import { fitBudget } from '../../../../src/domain/plan/fit-budget.ts'
import { item, itemText } from '../../../support/builders/arbitraries.ts'
import { minimise } from '../../../support/by-cloudfront.ts'
import { cdnCapabilities } from '../../../support/capabilities.ts'
import { leftOf, rightOf } from '../../../support/either.ts'
import { covers } from '../../../support/oracles/covers.ts'

const minimal = fc.array(itemText.map(item), { maxLength: 30 }).map(minimise)
const budget = fc.integer({ min: 1, max: 12 })

const withoutWildcards = { ...cdnCapabilities, name: 'Otherly', wildcards: undefined }

describe('fitBudget', () => {
  it('changes nothing without a budget, or if the items fit', () => {
    fc.assert(
      fc.property(minimal, budget, (items, maxPaths) => {
        expect(rightOf(fitBudget(undefined, cdnCapabilities)(items))).to.deep.equal({ items, widened: undefined, isExact: true })
        expect(rightOf(fitBudget(items.length + maxPaths - 1, cdnCapabilities)(items))).to.deep.equal({
          items,
          widened: undefined,
          isExact: true,
        })
      }),
    )
  })

  it('stays within the budget, covers every path and keeps every tag', () => {
    fc.assert(
      fc.property(minimal, budget, (given, maxPaths) => {
        const fitted = fitBudget(maxPaths, cdnCapabilities)(given)
        if (E.isLeft(fitted)) return
        const { items } = fitted.right
        expect(items).to.have.length.at.most(maxPaths)
        expect(items.filter(isTag)).to.deep.equal(given.filter(isTag))
        for (const path of given.filter(one => !isTag(one)))
          expect(
            items.some(one => !isTag(one) && covers(one, path)),
            path,
          ).to.equal(true)
        expect(items).to.deep.equal(minimise(items))
      }),
    )
  })

  it('lists new wildcards and counts widened items', () => {
    fc.assert(
      fc.property(minimal, budget, (given, maxPaths) => {
        const fitted = fitBudget(maxPaths, cdnCapabilities)(given)
        if (E.isLeft(fitted) || fitted.right.widened === undefined) return
        const { items, widened } = fitted.right
        expect([...given, ...widened.to]).to.include.members([...items])
        expect(widened.to.every(one => isWildcard(one) && !given.includes(one) && items.includes(one))).to.equal(true)
        expect(widened.items)
          .to.equal(given.length + widened.to.length - items.length)
          .and.to.be.at.least(1)
      }),
    )
  })

  it('fails exactly if the tags alone, or the tags and one path, exceed the budget', () => {
    fc.assert(
      fc.property(minimal, budget, (given, maxPaths) => {
        const tags = given.filter(isTag).length
        const minimum = tags + Math.min(1, given.length - tags)
        expect(E.isLeft(fitBudget(maxPaths, cdnCapabilities)(given))).to.equal(minimum > maxPaths)
      }),
    )
  })

  it('reports the number of items and the minimum budget', () => {
    const items = minimise(['#a', '#b', '/x', '/y'].map(item))
    const found = { _tag: 'BudgetTooSmall', paths: 2, tags: 2 }
    expect(leftOf(fitBudget(2, cdnCapabilities)(items))).to.deep.equal({
      ...found,
      maxPaths: 2,
      minimum: 3,
      mergeable: true,
      cdnName: 'CloudFront',
    })
    expect(leftOf(fitBudget(3, withoutWildcards)(items))).to.deep.equal({
      ...found,
      maxPaths: 3,
      minimum: 4,
      mergeable: false,
      cdnName: 'Otherly',
    })
    expect(rightOf(fitBudget(3, cdnCapabilities)(items)).items).to.deep.equal(['#a', '#b', '/*'])
    expect(rightOf(fitBudget(4, withoutWildcards)(items)).items).to.deep.equal(items)
  })

  const folders = (count: number, end: string): ReadonlyArray<Item> =>
    minimise(Array.from({ length: count }, (_, index) => [item(`/${index}/1${end}`), item(`/${index}/2${end}`)]).flat())

  it('creates at most as many wildcards as the CDN allows in a request', () => {
    const { items } = rightOf(fitBudget(30, cdnCapabilities)(folders(20, '')))
    expect(items.filter(isWildcard)).to.have.length.within(1, 15)
  })

  it('keeps given wildcards if they fit', () => {
    const { items } = rightOf(fitBudget(39, cdnCapabilities)(folders(20, '*')))
    expect(items).to.have.length(39)
  })
})
