import assert from 'node:assert/strict'
import { type CdnFault, type CdnHarness, type CdnUnderTest, failureOfFault } from './cdn-harness.ts'
import { assertFailure, leftOf, rightOf } from './expect.ts'
import { faultsIn, inTime, timeFor, within } from './faults.ts'
import type { TestRunner } from './runner.ts'

/** The faults under which a check of the status, or a search, fails like the creation of an invalidation. */
export const faultsOfChecks: ReadonlyArray<CdnFault> = ['Denied', 'Unauthenticated', 'Throttled', 'ServerError', 'LostBefore', 'Hang']

/** The cases of a CDN that reports completion. `create` creates an invalidation of the known target, and gives its id. */
export const statusCases = <F>(
  { it }: TestRunner,
  { targets, faults, credentials }: CdnHarness<F>,
  under: () => CdnUnderTest<F>,
  create: () => Promise<string>,
): void => {
  const check = (invalidationId: string, time = within, targetId = targets.known) =>
    inTime(under().cdn.statusOf({ targetId, invalidationId, credentials: undefined }, time), time)

  it('reports the status of an invalidation', async () => {
    const id = await create()
    assert.equal(rightOf(await check(id)), 'InProgress')
    const { complete } = under()
    assert.ok(complete, 'a CDN that reports completion needs a harness that can complete its invalidations')
    complete()
    assert.equal(rightOf(await check(id)), 'Completed')
  })

  it('knows no other invalidations, and no other targets', async () => {
    const id = await create()
    assert.deepEqual(leftOf(await check('I404')), { _tag: 'InvalidationNotFound' })
    assert.deepEqual(leftOf(await check(id, within, targets.other)), { _tag: 'InvalidationNotFound' })
    assertFailure(leftOf(await check(id, within, targets.unknown)), 'TargetNotFound')
  })

  if (credentials) {
    it('checks a status with the credentials that the check names', async () => {
      const invalidationId = await create()
      await under().cdn.statusOf({ targetId: targets.known, invalidationId, credentials: credentials.ofJob }, within)()
      assert.equal(under().calledWith?.(), credentials.jobName)
    })
  }

  it('does not check a status until it is run', async () => {
    const id = await create()
    const before = under().calls()
    under().cdn.statusOf({ targetId: targets.known, invalidationId: id, credentials: undefined }, within)
    assert.equal(under().calls(), before)
  })

  for (const { fault, value, tag } of faultsIn(failureOfFault, faults).filter(one => faultsOfChecks.includes(one.fault))) {
    it(`fails with ${tag} when a check meets a fault (${fault}), after one attempt`, async () => {
      const id = await create()
      const before = under().calls()
      under().arrange(value)
      assertFailure(leftOf(await check(id, timeFor(fault))), tag)
      assert.equal(under().calls() - before, 1)
    })
  }
}
