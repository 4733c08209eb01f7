import { expect } from 'chai'
import type { CdnCapabilities } from '../../../../src/domain/cdn/capabilities.ts'
import type { Item } from '../../../../src/domain/items/item.ts'
import type { ChangeSet } from '../../../../src/domain/plan/change-set.ts'
import { fitChanges } from '../../../../src/domain/plan/fit-changes.ts'
import { item } from '../../../support/builders/arbitraries.ts'
import { minimise } from '../../../support/by-cloudfront.ts'
import { cdnCapabilities } from '../../../support/capabilities.ts'
import { leftOf, rightOf } from '../../../support/either.ts'

const items = (...texts: ReadonlyArray<string>): ReadonlyArray<Item> => texts.map(item)

const compared = (changed: ReadonlyArray<string>, unchanged: ReadonlyArray<string>): ChangeSet => ({
  _tag: 'Compared',
  changed: changed.map(item),
  unchanged: unchanged.map(item),
  files: changed.length,
})

/** Fits changed paths and further items for a CDN with some changed capabilities. */
const fitted = (
  maxPaths: number | undefined,
  changed: ReadonlyArray<string>,
  {
    unchanged = [],
    more = [],
    cdn = {},
  }: { unchanged?: ReadonlyArray<string>; more?: ReadonlyArray<string>; cdn?: Partial<CdnCapabilities> } = {},
) =>
  fitChanges(
    { maxPaths, changed: undefined },
    { ...cdnCapabilities, ...cdn },
    compared(changed, unchanged),
  )(minimise(items(...changed, ...more)))

const flushed = (files: number, unchangedFlushed: number) => ({ _tag: 'Compared', files, unchangedFlushed })

describe('fitChanges', () => {
  it('adds no wildcard as long as the paths fit, even one that flushes nothing else', () => {
    const unmerged = { items: ['/a/1', '/a/2'], widened: undefined, changeSet: flushed(2, 0), isExact: true }
    expect(rightOf(fitted(2, ['/a/1', '/a/2']))).to.deep.equal(unmerged)
    expect(rightOf(fitted(undefined, ['/a/1', '/a/2'], { cdn: { maxItemsPerRequest: 2 } }))).to.deep.equal(unmerged)
  })

  it('flushes as few unchanged paths as possible beyond the budget, and counts them', () => {
    expect(rightOf(fitted(2, ['/a/1', '/a/2', '/b/1'], { unchanged: ['/a/3', '/c'] }))).to.deep.equal({
      items: ['/a/*', '/b/1'],
      widened: { to: ['/a/*'], items: 2 },
      changeSet: flushed(3, 1),
      isExact: true,
    })
  })

  it('does not count an unchanged path as flushed by an exact path that is nearly the same', () => {
    expect(rightOf(fitted(undefined, ['/a1'], { unchanged: ['/a2', '/a11'] })).changeSet).to.deep.equal(flushed(1, 0))
  })

  it('counts tags against the budget, and puts them first', () => {
    expect(rightOf(fitted(2, ['/a/1', '/a/2'], { more: ['#t'] })).items).to.deep.equal(['#t', '/a/*'])
    expect(leftOf(fitted(1, ['/a/1'], { more: ['#t'] }))).to.deep.equal({
      _tag: 'BudgetTooSmall',
      maxPaths: 1,
      paths: 1,
      tags: 1,
      minimum: 2,
      mergeable: true,
      cdnName: 'CloudFront',
    })
  })

  it('merges only into folders if the CDN has wildcards only for these', () => {
    const directories: Partial<CdnCapabilities> = { wildcards: { granularity: 'directory', maxPerRequest: 15 } }
    expect(rightOf(fitted(1, ['/a/x1', '/a/x2'])).items).to.deep.equal(['/a/x*'])
    expect(rightOf(fitted(1, ['/a/x1', '/a/x2'], { cdn: directories })).items).to.deep.equal(['/a/*'])
  })

  describe('for a CDN without wildcards', () => {
    const cdn: Partial<CdnCapabilities> = { wildcards: undefined, maxItemsPerRequest: 2 }

    it('merges nothing without a budget', () => {
      expect(rightOf(fitted(undefined, ['/a/1', '/a/2', '/a/3'], { cdn }))).to.deep.equal({
        items: ['/a/1', '/a/2', '/a/3'],
        widened: undefined,
        changeSet: flushed(3, 0),
        isExact: true,
      })
    })

    it('fails beyond the budget', () => {
      expect(leftOf(fitted(2, ['/a/1', '/a/2', '/a/3'], { cdn }))).to.include({ minimum: 3, mergeable: false })
    })
  })
})
