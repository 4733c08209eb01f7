import { expect } from 'chai'
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { type Item, isTag, isWildcard } from '../../../../src/domain/items/item.ts'
import { fitBudget } from '../../../../src/domain/plan/fit-budget.ts'
import { item, itemText } from '../../../support/arbitraries.ts'
import { minimise } from '../../../support/by-cloudfront.ts'
import { cdn } from '../../../support/cdn.ts'
import { covers } from '../../../support/covers.ts'
import { leftOf, rightOf } from '../../../support/either.ts'

const minimal = fc.array(itemText.map(item), { maxLength: 30 }).map(minimise)
const budget = fc.integer({ min: 1, max: 12 })

const plain = { ...cdn, name: 'Otherly', wildcards: undefined }

describe('fitBudget', () => {
  it('changes nothing without a budget, nor where the items fit', () => {
    fc.assert(
      fc.property(minimal, budget, (items, maxPaths) => {
        expect(rightOf(fitBudget(undefined, cdn)(items))).to.deep.equal({ items, widened: undefined })
        expect(rightOf(fitBudget(items.length + maxPaths - 1, cdn)(items))).to.deep.equal({ items, widened: undefined })
      }),
    )
  })

  it('keeps to the budget, covers every path, and leaves every tag', () => {
    fc.assert(
      fc.property(minimal, budget, (given, maxPaths) => {
        const fitted = fitBudget(maxPaths, cdn)(given)
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

  it('names what is new, and counts what is gone', () => {
    fc.assert(
      fc.property(minimal, budget, (given, maxPaths) => {
        const fitted = fitBudget(maxPaths, cdn)(given)
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

  it('has no answer exactly where the tags alone, or the tags and one path, are too many', () => {
    fc.assert(
      fc.property(minimal, budget, (given, maxPaths) => {
        const tags = given.filter(isTag).length
        const least = tags + Math.min(1, given.length - tags)
        expect(E.isLeft(fitBudget(maxPaths, cdn)(given))).to.equal(least > maxPaths)
      }),
    )
  })

  it('tells how many there are, and what would do', () => {
    const items = minimise(['#a', '#b', '/x', '/y'].map(item))
    const found = { _tag: 'BudgetTooSmall', paths: 2, tags: 2 }
    expect(leftOf(fitBudget(2, cdn)(items))).to.deep.equal({ ...found, maxPaths: 2, minimum: 3, mergeable: true, cdnName: 'CloudFront' })
    expect(leftOf(fitBudget(3, plain)(items))).to.deep.equal({ ...found, maxPaths: 3, minimum: 4, mergeable: false, cdnName: 'Otherly' })
    expect(rightOf(fitBudget(3, cdn)(items)).items).to.deep.equal(['#a', '#b', '/*'])
    expect(rightOf(fitBudget(4, plain)(items)).items).to.deep.equal(items)
  })

  const folders = (count: number, end: string): ReadonlyArray<Item> =>
    minimise(Array.from({ length: count }, (_, index) => [item(`/${index}/1${end}`), item(`/${index}/2${end}`)]).flat())

  it('makes no more wildcards than the CDN takes at once', () => {
    const { items } = rightOf(fitBudget(30, cdn)(folders(20, '')))
    expect(items.filter(isWildcard)).to.have.length.within(1, 15)
  })

  it('takes no wildcard away that was given and fits', () => {
    const { items } = rightOf(fitBudget(39, cdn)(folders(20, '*')))
    expect(items).to.have.length(39)
  })
})
