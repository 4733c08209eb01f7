import assert from 'node:assert/strict'
import * as E from 'fp-ts/lib/Either.js'
import * as RA from 'fp-ts/lib/ReadonlyArray.js'
import type { CdnFailure } from '../../domain/cdn/cdn-failure.ts'
import type { Invalidation, InvalidationRequest } from '../../domain/cdn/invalidation.ts'
import type { Item } from '../../domain/items/item.ts'
import { checksum } from '../fakes/checksum.ts'
import { declarationCases } from './cdn-declarations.ts'
import { findCases } from './cdn-find.ts'
import { type CdnHarness, type CdnUnderTest, failureOfFault } from './cdn-harness.ts'
import { statusCases } from './cdn-status.ts'
import { assertDenied, assertFailure, assertSame, leftOf, rightOf } from './expect.ts'
import { faultsIn, inTime, timeFor, within } from './faults.ts'
import { globalRunner, type TestRunner } from './runner.ts'
import { hostFor, samplesFor } from './sample-items.ts'

/** A repeated request has the same response, or fails because it was carried out before. */
const assertRepeated = (again: E.Either<CdnFailure, Invalidation>, first: Invalidation): void =>
  E.isLeft(again) ? assert.deepEqual(again.left, { _tag: 'AlreadyCreated' }) : assert.deepEqual(again.right, first)

/** The same job with the same items has the same reference, as the domain makes them. */
const referenceOf = (job: string, targetId: string, items: ReadonlyArray<Item>): string =>
  `${job}-${checksum(new TextEncoder().encode([targetId, ...items].join('\n'))).toString(16)}`

/**
 * What every `CdnInvalidator` does, as far as its CDN can: an adapter is held to the capabilities that it declares, and to nothing
 * else. `runner` are the functions of the test runner; its globals are used if there are none.
 */
export const cdnInvalidatorContract = <F>(name: string, harness: CdnHarness<F>, runner: TestRunner = globalRunner()): void => {
  const { describe, it, beforeEach } = runner
  const { capabilities, targets, host, credentials, secrets = [], wireForm = text => text } = harness
  const { completion, idempotentByReference } = capabilities
  if (capabilities.parameters.host && host === undefined) throw new Error(`The harness of ${name} names no host, which its CDN needs.`)
  if (!capabilities.parameters.host && host !== undefined)
    throw new Error(`The harness of ${name} names a host, which the capabilities of its CDN do not have.`)
  if (capabilities.parameters.credentials && credentials === undefined)
    throw new Error(`The harness of ${name} names no credentials, which its CDN can be called with.`)
  const samples = samplesFor(capabilities, host)

  const request = (change: Partial<InvalidationRequest> = {}, job = 'job-1'): InvalidationRequest => {
    const { targetId, items }: Pick<InvalidationRequest, 'targetId' | 'items'> = {
      targetId: targets.known,
      items: [samples.plain],
      ...change,
    }
    return { targetId, host, items, reference: referenceOf(job, targetId, items), credentials: undefined, ...change }
  }

  describe(`CdnInvalidator contract: ${name}`, () => {
    let under: CdnUnderTest<F>
    beforeEach(async () => {
      under = await harness.start()
    })

    const invalidate = (asked: InvalidationRequest, time = within) => inTime(under.cdn.invalidate(asked, time), time)
    const create = async (): Promise<string> => rightOf(await invalidate(request())).id
    const received = () => under.created().flatMap(({ items }) => items)

    const assertPassedOn = async (items: ReadonlyArray<Item>): Promise<void> => {
      assert.ok(RA.isNonEmpty(items), 'the capabilities leave nothing to send')
      const before = received().length
      rightOf(await invalidate(request({ items, host: hostFor(items, capabilities, host) })))
      assertSame(received().slice(before), items.map(wireForm))
    }

    declarationCases(runner, harness, () => under)

    it('creates an invalidation and names it', async () => {
      const { id, status } = rightOf(await invalidate(request()))
      assert.notEqual(id, '')
      assert.ok(completion ? status === 'InProgress' : ['InProgress', 'Completed'].includes(status), `the status is ${status}`)
      assert.ok(id.length <= (completion?.maxIdLength ?? id.length), `the id is longer than declared: ${id}`)
      assert.equal(under.created().length, 1)
    })

    it('does nothing until it is run', () => {
      under.cdn.invalidate(request(), within)
      assert.equal(under.calls(), 0)
    })

    it('passes every item on as it is', async () => {
      for (const items of samples.awkward) await assertPassedOn(items)
    })

    it('takes as many paths as it says', () => assertPassedOn(samples.manyPaths))

    if (capabilities.wildcards) it('takes as many wildcards as it says', () => assertPassedOn(samples.manyWildcards))

    if (capabilities.tags) it('takes as many tags as it says', () => assertPassedOn(samples.manyTags))

    it('takes items as long as it says', async () => {
      for (const item of samples.longest) await assertPassedOn([item])
    })

    if (capabilities.parameters.host) {
      it('purges nothing if the host does not fit the items, or is missing', async () => {
        for (const misfit of samples.misfits) leftOf(await invalidate(request(misfit)))
        assert.equal(under.created().length, 0)
      })
    }

    if (credentials) {
      it('calls with the credentials that the request names, or with its own', async () => {
        rightOf(await invalidate(request({ credentials: credentials.ofJob })))
        assert.equal(under.calledWith?.(), credentials.jobName)
        rightOf(await invalidate(request({}, 'job-2')))
        assert.equal(under.calledWith?.(), credentials.ownName)
      })
    }

    it('keeps requests apart that are made at the same time', async () => {
      const both = [samples.plain, samples.other]
      for (const answer of await Promise.all(both.map(item => invalidate(request({ items: [item] }))))) rightOf(answer)
      assert.deepEqual(received().toSorted(), both.map(wireForm).toSorted())
    })

    if (idempotentByReference) {
      it('answers the same request with the same invalidation, or says that it was created before', async () => {
        const first = rightOf(await invalidate(request()))
        assertRepeated(await invalidate(request()), first)
        assert.equal(under.created().length, 1)
      })

      it('answers the same request at the same time with the same invalidation, or says that it was created before', async () => {
        const [one, other] = await Promise.all([invalidate(request()), invalidate(request())])
        const [first, second] = E.isRight(one) ? [one, other] : [other, one]
        assertRepeated(second, rightOf(first))
        assert.equal(under.created().length, 1)
      })

      it('says of a reference with other items that its invalidation was created before', async () => {
        const { reference } = request()
        rightOf(await invalidate(request()))
        assert.deepEqual(leftOf(await invalidate(request({ items: [samples.other], reference }))), { _tag: 'AlreadyCreated' })
        assert.equal(under.created().length, 1)
      })
    } else {
      it('carries out the same request once more', async () => {
        rightOf(await invalidate(request()))
        rightOf(await invalidate(request()))
        assert.equal(under.created().length, 2)
      })
    }

    it('creates another invalidation for another reference', async () => {
      const first = rightOf(await invalidate(request()))
      const second = rightOf(await invalidate(request({}, 'job-2')))
      if (idempotentByReference || completion) assert.notEqual(second.id, first.id)
      assert.equal(under.created().length, 2)
    })

    it('knows no other targets', async () => {
      const items = [(harness.itemOfTarget ?? samples.plain) as Item] as const
      assertFailure(leftOf(await invalidate(request({ targetId: targets.unknown, items }))), 'TargetNotFound')
      assert.equal(under.created().length, 0)
    })

    for (const { fault, value, tag } of faultsIn(failureOfFault, harness.faults)) {
      describe(`under a fault (${fault})`, () => {
        const time = timeFor(fault)

        let before: { readonly calls: number; readonly created: number }
        beforeEach(async () => {
          rightOf(await invalidate(request({}, 'warm-up')))
          before = { calls: under.calls(), created: under.created().length }
          under.arrange(value)
        })
        const createdSince = (): number => under.created().length - before.created

        it(`fails with ${tag}, after one attempt`, async () => {
          const failure = assertFailure(leftOf(await invalidate(request(), time)), tag)
          for (const secret of secrets) assert.ok(!JSON.stringify(failure).includes(secret), 'a failure shows a secret')
          assert.equal(under.calls() - before.calls, 1)
          assert.equal(createdSince(), fault === 'LostAfter' ? 1 : 0)
        })

        it('creates the invalidation when it is asked again', async () => {
          await invalidate(request(), time)
          const again = await invalidate(request())
          if (E.isLeft(again) && fault === 'LostAfter' && idempotentByReference) assert.deepEqual(again.left, { _tag: 'AlreadyCreated' })
          else rightOf(again)
          assert.equal(createdSince(), fault === 'LostAfter' && !idempotentByReference ? 2 : 1)
        })
      })
    }

    if (completion) statusCases(runner, harness, () => under, create)

    if (completion && idempotentByReference) findCases(runner, harness, () => under, request)

    it('names the permission that is missing, on what, and what to do', async () => {
      under.arrange(harness.faults.Denied)
      assertDenied(assertFailure(leftOf(await invalidate(request())), 'InvalidationDenied'), targets.known)
    })
  })
}
