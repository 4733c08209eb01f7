import { expect } from 'chai'
import fc from 'fast-check'
import type { CdnCapabilities } from '../../../../src/domain/cdn/capabilities.ts'
import { type Item, isWildcard, prefixOf } from '../../../../src/domain/items/item.ts'
import { itemAt, placeOf, widerThan } from '../../../../src/domain/plan/refused-item.ts'
import { item, itemText } from '../../../support/builders/arbitraries.ts'
import { plain as changed } from '../../../support/builders/changed-spec.ts'
import { planOf } from '../../../support/builders/plans.ts'

const wider = (text: string, change: Partial<CdnCapabilities> = {}, protect: ReadonlyArray<string> = []): Item | undefined =>
  widerThan(planOf({ items: [item('/a')], changed: { ...changed, protect: protect.map(item) } }, change), item(text))

describe('widerThan', () => {
  const table: ReadonlyArray<readonly [string, string | undefined]> = [
    ["/a/it's", '/a/it*'],
    ["/a/it's*", '/a/it*'],
    ['/a/it%27s', '/a/it*'],
    ['/a/b?c=d', '/a/b*'],
    ['/a/b?*', '/a/b*'],
    ['/Az09/._-x+y', '/Az09/._-x*'],
    ["/'", '/*'],
    ['/a/b', undefined],
    ['/a/b*', undefined],
    ['/*', undefined],
    ["#it's", undefined],
  ]
  for (const [text, expected] of table) {
    it(`is ${expected} for ${text}`, () => expect(wider(text)).to.equal(expected))
  }

  it('is the folder if the CDN has wildcards only for whole folders', () => {
    const folders: Partial<CdnCapabilities> = { wildcards: { granularity: 'directory', maxPerRequest: 15 } }
    expect(wider("/a/b/it's", folders)).to.equal('/a/b/*')
    expect(wider("/it's", folders)).to.equal('/*')
  })

  it('is not everything if the job does not allow that', () => {
    const plan = planOf({ items: [item('/a')], allowsEverything: false })
    expect(widerThan(plan, item("/'"))).to.equal(undefined)
    expect(widerThan(plan, item("/a'"))).to.equal('/a*')
  })

  it('does not exist if the CDN has no wildcards', () => {
    expect(wider("/a/it's", { wildcards: undefined })).to.equal(undefined)
  })

  const protections: ReadonlyArray<readonly [string, string | undefined]> = [
    ['/a/items', undefined],
    ['/a/it*', undefined],
    ['/a/items/*', undefined],
    ['/a/*', undefined],
    ['/*', undefined],
    ['/a/is', '/a/it*'],
    ['/a/i', '/a/it*'],
    ['/b/*', '/a/it*'],
    ['/a/itx', undefined],
  ]
  for (const [pattern, expected] of protections) {
    it(`is ${expected} for /a/it's if ${pattern} is protected`, () => expect(wider("/a/it's", {}, [pattern])).to.equal(expected))
  }

  it('is not limited by the protection of a job that does not compare artifacts', () => {
    expect(widerThan(planOf(), item("/a/it's"))).to.equal('/a/it*')
  })

  it('covers the item, and has only usual characters', () => {
    fc.assert(
      fc.property(itemText.map(item), one => {
        const wildcard = wider(one)
        if (wildcard === undefined) return
        const text = isWildcard(one) ? prefixOf(one) : one
        expect(text.startsWith(prefixOf(wildcard))).to.equal(true)
        expect(prefixOf(wildcard)).to.match(/^\/[A-Za-z0-9/._-]*$/)
        expect(text[prefixOf(wildcard).length]).to.match(/[^A-Za-z0-9/._-]/)
      }),
    )
  })
})

describe('placeOf', () => {
  it('is the index of an item among the wildcards and the other items of a plan', () => {
    const plan = planOf({ items: ['/a/*', '/b/*', '/c', '/d', '#t'].map(item) })
    expect(placeOf(plan, { wildcards: 1, others: 2 }, item('/b/*'))).to.equal(1)
    expect(placeOf(plan, { wildcards: 1, others: 2 }, item('/d'))).to.equal(4)
    const items = [0, 1, 2, 3, 4, 5].map(place => itemAt(plan, place))
    expect(items).to.deep.equal(['/a/*', '/b/*', '#t', '/c', '/d', undefined])
  })
})
