import { expect } from 'chai'
import * as E from 'fp-ts/lib/Either.js'
import type { CdnFailure } from '../../src/domain/cdn/cdn-failure.ts'
import type { InvalidationRequest } from '../../src/domain/cdn/invalidation.ts'
import type { Item } from '../../src/domain/items/item.ts'
import { callerReference } from '../../src/domain/plan/reference.ts'
import type { CdnInvalidator } from '../../src/ports/cdn-invalidator.ts'
import { item } from '../support/arbitraries.ts'
import { leftOf, rightOf } from '../support/either.ts'

/** What can go wrong in a call. All but `LostAfter` leave no invalidation behind. */
export type Trouble =
  | 'Denied'
  | 'ItemsRejected'
  | 'TooLarge'
  | 'TooMany'
  | 'Throttled'
  | 'Fault'
  | 'Unknown'
  | 'LostBefore'
  | 'LostAfter'
  | 'Hang'

/** A CDN in which the distributions `E1` and `E2` exist, and the handles that a test needs. */
export interface CdnUnderTest {
  readonly cdn: CdnInvalidator
  /** Makes the next call go wrong. */
  readonly arrange: (trouble: Trouble) => void
  readonly created: () => ReadonlyArray<{ readonly items: ReadonlyArray<string> }>
  readonly calls: () => number
  /** Completes all invalidations there are. */
  readonly complete: () => void
}

const expected: Readonly<Record<Trouble, CdnFailure['_tag']>> = {
  Denied: 'InvalidationDenied',
  ItemsRejected: 'ItemsRejected',
  TooLarge: 'RequestTooLarge',
  TooMany: 'TooManyInProgress',
  Throttled: 'Throttled',
  Fault: 'CdnUnavailable',
  Unknown: 'RequestRejected',
  LostBefore: 'NoAnswer',
  LostAfter: 'NoAnswer',
  Hang: 'NoAnswer',
}

const awkward = ['/', '/*', '/a b', '/ü/日本*', "/a?x=1&y='2'", '/a+b:c@d,e;f', '/<&>"', '#product:electronics', '#<&>'].map(item)

const request = (change: Partial<InvalidationRequest> = {}, job = 'job-1'): InvalidationRequest => {
  const { targetId, items }: Pick<InvalidationRequest, 'targetId' | 'items'> = {
    targetId: 'E1',
    items: [item('/*')],
    ...change,
  }
  return { targetId, items, reference: callerReference(job, targetId, items), role: undefined, account: undefined, ...change }
}

/** What every CdnInvalidator does. `make` gives a fresh one for each test. */
export const cdnInvalidatorContract = (name: string, make: () => Promise<CdnUnderTest>): void => {
  describe(`CdnInvalidator contract: ${name}`, () => {
    const within = 2_000
    let under: CdnUnderTest
    beforeEach(async () => {
      under = await make()
    })

    const invalidate = (asked: InvalidationRequest, time = within) => under.cdn.invalidate(asked, time)()

    const look = (invalidationId: string, time = within, targetId = 'E1') =>
      under.cdn.statusOf({ targetId, invalidationId, role: undefined, account: undefined }, time)()

    it('creates an invalidation and names it', async () => {
      const invalidation = rightOf(await invalidate(request()))
      expect(invalidation.id).to.not.equal('')
      expect(invalidation.status).to.equal('InProgress')
      expect(under.created()).to.have.length(1)
    })

    it('does nothing until it is run', () => {
      under.cdn.invalidate(request(), within)
      expect(under.calls()).to.equal(0)
    })

    it('passes every item on as it is', async () => {
      const items = [...awkward] as [Item, ...Item[]]
      rightOf(await invalidate(request({ items })))
      expect(under.created()[0]?.items).to.deep.equal(items)
    })

    it('takes as many items as it says', async () => {
      const items = Array.from({ length: under.cdn.capabilities.itemsPerRequest }, (_, index) => item(`/p/${index}`)) as [Item, ...Item[]]
      rightOf(await invalidate(request({ items })))
      expect(under.created()[0]?.items).to.deep.equal(items)
    })

    it('answers the same request with the same invalidation', async () => {
      const first = rightOf(await invalidate(request()))
      const second = rightOf(await invalidate(request()))
      expect(second).to.deep.equal(first)
      expect(under.created()).to.have.length(1)
    })

    it('answers the same request at the same time with the same invalidation', async () => {
      const [first, second] = await Promise.all([invalidate(request()), invalidate(request())])
      expect(first).to.deep.equal(second)
      expect(under.created()).to.have.length(1)
    })

    it('creates another invalidation for another reference', async () => {
      const first = rightOf(await invalidate(request()))
      const second = rightOf(await invalidate(request({}, 'job-2')))
      expect(second.id).not.to.equal(first.id)
      expect(under.created()).to.have.length(2)
    })

    it('refuses a reference that it knows with other items', async () => {
      const { reference } = request()
      rightOf(await invalidate(request()))
      expect(leftOf(await invalidate(request({ items: [item('/other')], reference })))).to.deep.equal({ _tag: 'ReferenceTaken' })
      expect(under.created()).to.have.length(1)
    })

    it('knows no other distributions', async () => {
      expect(leftOf(await invalidate(request({ targetId: 'E404' })))).to.deep.equal({ _tag: 'TargetNotFound' })
      expect(under.created()).to.have.length(0)
    })

    it('tells the status of an invalidation', async () => {
      const { id } = rightOf(await invalidate(request()))
      expect(rightOf(await look(id))).to.equal('InProgress')
      under.complete()
      expect(rightOf(await look(id))).to.equal('Completed')
    })

    it('knows no other invalidations, and no other distributions', async () => {
      const { id } = rightOf(await invalidate(request()))
      expect(leftOf(await look('I404'))).to.deep.equal({ _tag: 'InvalidationNotFound' })
      expect(leftOf(await look(id, within, 'E2'))).to.deep.equal({ _tag: 'InvalidationNotFound' })
      expect(leftOf(await look(id, within, 'E404'))).to.deep.equal({ _tag: 'TargetNotFound' })
    })

    for (const trouble of Object.keys(expected) as ReadonlyArray<Trouble>) {
      describe(`in trouble (${trouble})`, () => {
        const time = trouble === 'Hang' ? 50 : within

        // The first call of a client takes longer than the others, and a call that hangs is given little time.
        let before: { readonly calls: number; readonly created: number }
        beforeEach(async () => {
          rightOf(await invalidate(request({}, 'warm-up')))
          before = { calls: under.calls(), created: under.created().length }
          under.arrange(trouble)
        })

        it(`fails with ${expected[trouble]}, after one attempt`, async () => {
          expect(leftOf(await invalidate(request(), time))._tag).to.equal(expected[trouble])
          expect(under.calls() - before.calls).to.equal(1)
          expect(under.created().length - before.created).to.equal(trouble === 'LostAfter' ? 1 : 0)
        })

        it('creates one invalidation when it is asked again', async () => {
          await invalidate(request(), time)
          expect(E.isRight(await invalidate(request()))).to.equal(true)
          expect(under.created().length - before.created).to.equal(1)
        })
      })
    }

    for (const trouble of ['Denied', 'Throttled', 'Fault', 'LostBefore', 'Hang'] as const) {
      it(`fails with ${expected[trouble]} when a look meets trouble (${trouble}), after one attempt`, async () => {
        const { id } = rightOf(await invalidate(request()))
        const before = under.calls()
        under.arrange(trouble)
        expect(leftOf(await look(id, trouble === 'Hang' ? 50 : within))._tag).to.equal(expected[trouble])
        expect(under.calls() - before).to.equal(1)
      })
    }

    it('says which permission is missing on what', async () => {
      under.arrange('Denied')
      const failure = leftOf(await invalidate(request({ account: { partition: 'aws-cn', id: '111111111111' } })))
      expect(failure).to.have.property('permission').that.is.a('string').and.not.empty
      expect(failure).to.have.property('resource').that.includes('E1')
    })
  })
}
