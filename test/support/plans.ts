import type { Capabilities } from '../../src/domain/cdn/capabilities.ts'
import type { InvalidationRequest } from '../../src/domain/cdn/invalidation.ts'
import type { JobSpec } from '../../src/domain/parameters/job-spec.ts'
import { advance, nextRequest, startPosition } from '../../src/domain/plan/next-request.ts'
import { makePlan, type Plan } from '../../src/domain/plan/plan.ts'
import { item } from './arbitraries.ts'
import { cdn } from './cdn.ts'
import { rightOf } from './either.ts'

/** A plain job, but for what a test is about. */
export const jobSpec = (change: Partial<JobSpec> = {}): JobSpec => ({
  targetIds: ['E1'],
  items: [item('/*')],
  itemsFrom: undefined,
  maxPaths: undefined,
  changed: undefined,
  role: undefined,
  waitForCompletion: false,
  onWaitTimeout: 'succeed',
  timeoutMinutes: 60,
  dryRun: false,
  ...change,
})

export const firstJob = { id: '11111111-abcd-1111-abcd-111111abcdef', account: { partition: 'aws', id: '111111111111' } }

/** The plan of such a job. */
export const planOf = (change: Partial<JobSpec> = {}, on: Partial<Capabilities> = {}): Plan =>
  rightOf(makePlan({ ...cdn, ...on }, firstJob)(jobSpec(change)))

/** All requests of a plan for its first distribution, as they are made when nothing goes wrong. */
export const requestsOf = (plan: Plan, halvings = 0): ReadonlyArray<InvalidationRequest> => {
  const requests: InvalidationRequest[] = []
  for (let position = startPosition; ; ) {
    const request = nextRequest(plan, plan.spec.targetIds[0], position, { halvings, referenceAttempt: 0 })
    if (request === undefined) return requests
    requests.push(request)
    position = advance(position, request.items)
  }
}
