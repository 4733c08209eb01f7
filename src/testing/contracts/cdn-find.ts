import assert from 'node:assert/strict'
import type { InvalidationRequest } from '../../domain/cdn/invalidation.ts'
import { type CdnHarness, type CdnUnderTest, failureOfFault } from './cdn-harness.ts'
import { faultsOfChecks } from './cdn-status.ts'
import { assertFailure, leftOf, rightOf } from './expect.ts'
import { faultsIn, inTime, timeFor, within } from './faults.ts'
import type { TestRunner } from './runner.ts'

/** Invalidations that are created after the one to find. */
const laterOnes = 3

/** The cases of a CDN that reports completion and knows its references. `request` makes a request of a job to the known target. */
export const findCases = <F>(
  { it }: TestRunner,
  { targets, faults, credentials }: CdnHarness<F>,
  under: () => CdnUnderTest<F>,
  request: (change?: Partial<InvalidationRequest>, job?: string) => InvalidationRequest,
): void => {
  const create = async (wanted: InvalidationRequest): Promise<string> => rightOf(await under().cdn.invalidate(wanted, within)()).id
  const find = (wanted: InvalidationRequest, time = within) => inTime(under().cdn.find(wanted, time), time)

  it('finds the invalidation that a request created, among later ones, with its status', async () => {
    const id = await create(request())
    for (let index = 0; index < laterOnes; index += 1) await create(request({}, `later-${index}`))
    assert.deepEqual(rightOf(await find(request())), { id, status: 'InProgress' })
    under().complete?.()
    assert.deepEqual(rightOf(await find(request())), { id, status: 'Completed' })
  })

  it('finds nothing for a request that created nothing', async () => {
    assert.equal(rightOf(await find(request())), undefined)
    await create(request())
    assert.equal(rightOf(await find(request({}, 'job-2'))), undefined)
  })

  it('finds nothing of another target, and knows no unknown one', async () => {
    const { reference } = request()
    await create(request())
    assert.equal(rightOf(await find(request({ targetId: targets.other, reference }))), undefined)
    assertFailure(leftOf(await find(request({ targetId: targets.unknown }))), 'TargetNotFound')
  })

  if (credentials) {
    it('searches with the credentials that the request names', async () => {
      await create(request())
      await find(request({ credentials: credentials.ofJob }))
      assert.equal(under().calledWith?.(), credentials.jobName)
    })
  }

  it('finds nothing until it is run', async () => {
    await create(request())
    const before = under().calls()
    under().cdn.find(request(), within)
    assert.equal(under().calls(), before)
  })

  for (const { fault, value, tag } of faultsIn(failureOfFault, faults).filter(one => faultsOfChecks.includes(one.fault))) {
    it(`fails with ${tag} when a search meets a fault (${fault}), after one attempt`, async () => {
      await create(request())
      const before = under().calls()
      under().arrange(value)
      assertFailure(leftOf(await find(request(), timeFor(fault))), tag)
      assert.equal(under().calls() - before, 1)
    })
  }
}
