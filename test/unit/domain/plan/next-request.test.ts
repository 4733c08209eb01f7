import { expect } from 'chai'
import fc from 'fast-check'
import type { CdnCapabilities } from '../../../../src/domain/cdn/capabilities.ts'
import { type Item, isTag, isWildcard } from '../../../../src/domain/items/item.ts'
import { nextRequest, startPosition } from '../../../../src/domain/plan/next-request.ts'
import { item, itemText } from '../../../support/builders/arbitraries.ts'
import { firstJobId, planOf, requestsOf } from '../../../support/builders/plans.ts'
import { minimise } from '../../../support/by-cloudfront.ts'
import { cdnCapabilities } from '../../../support/capabilities.ts'

const paths = (count: number): ReadonlyArray<Item> => Array.from({ length: count }, (_, index) => item(`/p/${index}`))
const wildcards = (count: number): ReadonlyArray<Item> => Array.from({ length: count }, (_, index) => item(`/w${index}/*`))

const tagRules = { maxLength: 256, maxPerRequest: 3_000, pattern: /./, allowed: 'anything', caseSensitive: true }

describe('nextRequest', () => {
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
      expect(requestsOf(planOf({ items: [...paths(exact), ...wildcards(wild)] }))).to.have.length(requests)
    })
  }

  it('purges everything with a separate request if the CDN supports it', () => {
    const everything = { items: [item('/*'), item('#a'), item('#b')] }
    const itemsOf = (change: Partial<CdnCapabilities>) => requestsOf(planOf(everything, change)).map(({ items }) => items)
    expect(itemsOf({ purgesEverything: true })).to.deep.equal([['/*'], ['#a', '#b']])
    expect(itemsOf({ purgesEverything: true, wildcards: undefined })).to.deep.equal([['/*'], ['#a', '#b']])
    expect(itemsOf({ purgesEverything: false })).to.deep.equal([['#a', '#b', '/*']])
  })

  it('splits paths for a CDN without wildcards', () => {
    expect(requestsOf(planOf({ items: paths(3) }, { maxItemsPerRequest: 2, wildcards: undefined }))).to.have.length(2)
  })

  it('halves both limits, down to one item', () => {
    const plan = planOf({ items: [...paths(3_000), ...wildcards(16)] })
    const sizes = [0, 1, 2, 3, 4, 11, 12, 30].map(halvings => {
      const items = nextRequest(plan, 'E1', startPosition, { halvings })?.items ?? []
      return [items.length, items.filter(isWildcard).length]
    })
    expect(sizes).to.deep.equal([
      [3_000, 15],
      [1_500, 7],
      [750, 3],
      [375, 1],
      [187, 1],
      [1, 1],
      [1, 1],
      [1, 1],
    ])
  })

  it('halves the remaining items if they are below the limits', () => {
    const plan = planOf({ items: [...paths(300), ...wildcards(4)] })
    const sizes = [0, 1, 2].map(halvings => {
      const items = nextRequest(plan, 'E1', startPosition, { halvings })?.items ?? []
      return [items.length, items.filter(isWildcard).length]
    })
    expect(sizes).to.deep.equal([
      [304, 4],
      [152, 2],
      [76, 1],
    ])
  })

  it('contains the credentials and the host of the plan', () => {
    const credentials = { principal: 'role', qualifier: undefined }
    const plan = planOf({ credentials, host: 'www.example.com' })
    expect(nextRequest(plan, 'E1', startPosition, { halvings: 0 })).to.deep.include({
      credentials: { ...credentials, jobId: firstJobId },
      host: 'www.example.com',
    })
  })

  const anyItems = fc.array(itemText.map(item), { maxLength: 60 }).map(minimise)
  const anyLimits = fc.record({ items: fc.integer({ min: 1, max: 7 }), wildcards: fc.integer({ min: 1, max: 9 }) })
  const limitedBy = ({ items, wildcards }: { readonly items: number; readonly wildcards: number }): Partial<CdnCapabilities> => ({
    maxItemsPerRequest: items,
    wildcards: { granularity: 'character', maxPerRequest: wildcards },
  })

  it('contains every item once, within both limits and sorted', () => {
    fc.assert(
      fc.property(anyItems, anyLimits, fc.nat({ max: 3 }), (items, limits, halvings) => {
        const parts = requestsOf(planOf({ items }, limitedBy(limits)), halvings).map(request => request.items)
        expect(parts.flat().sort()).to.deep.equal(items)
        for (const part of parts) {
          expect(part).to.have.length.within(1, limits.items)
          expect(part.filter(isWildcard)).to.have.length.at.most(limits.wildcards)
          expect(part).to.deep.equal([...part].sort())
        }
      }),
    )
  })

  it('needs as few requests as the limits allow', () => {
    fc.assert(
      fc.property(anyItems, anyLimits, (items, limits) => {
        const forItems = Math.ceil(items.length / limits.items)
        const forWildcards = Math.ceil(items.filter(isWildcard).length / Math.min(limits.wildcards, limits.items))
        expect(requestsOf(planOf({ items }, limitedBy(limits)))).to.have.length(Math.max(forItems, forWildcards))
      }),
    )
  })

  describe('for a CDN that accepts one kind of item per request', () => {
    const oneKind: Partial<CdnCapabilities> = {
      mixesKinds: false,
      maxItemsPerRequest: 4,
      wildcards: { granularity: 'character', maxPerRequest: 2 },
      paths: { ...cdnCapabilities.paths, maxPerRequest: 3 },
      tags: { ...tagRules, maxPerRequest: 1 },
    }

    it('requests wildcards, then tags, then paths, each up to its limit', () => {
      const items = ['/a/*', '/b/*', '/c/*', '#s', '#t', '/1', '/2', '/3', '/4'].map(item).sort()
      expect(requestsOf(planOf({ items }, oneKind)).map(request => request.items)).to.deep.equal([
        ['/a/*', '/b/*'],
        ['/c/*'],
        ['#s'],
        ['#t'],
        ['/1', '/2', '/3'],
        ['/4'],
      ])
    })

    it('requests every item once, without mixing kinds', () => {
      const kindOf = (one: Item): string => `${isWildcard(one)} ${isTag(one)}`
      fc.assert(
        fc.property(anyItems, items => {
          const parts = requestsOf(planOf({ items }, oneKind)).map(request => request.items)
          expect(parts.flat().sort()).to.deep.equal(items)
          for (const part of parts) expect(new Set(part.map(kindOf))).to.have.property('size', 1)
        }),
      )
    })
  })

  it('limits tags and paths separately in a mixed request', () => {
    const limits: Partial<CdnCapabilities> = {
      paths: { ...cdnCapabilities.paths, maxPerRequest: 2 },
      tags: { ...tagRules, maxPerRequest: 2 },
    }
    const items = ['#r', '#s', '#t', '/1', '/2', '/3'].map(item)
    expect(requestsOf(planOf({ items }, limits)).map(request => request.items)).to.deep.equal([['#r', '#s'], ['#t', '/1', '/2'], ['/3']])
  })
})
