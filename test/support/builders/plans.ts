import type { CdnCapabilities } from '../../../src/domain/cdn/capabilities.ts'
import type { InvalidationRequest } from '../../../src/domain/cdn/invalidation.ts'
import { noDoubts } from '../../../src/domain/items/doubt.ts'
import type { JobSpec } from '../../../src/domain/parameters/job-spec.ts'
import { advance, nextRequest, startPosition } from '../../../src/domain/plan/next-request.ts'
import { makePlan, type Plan } from '../../../src/domain/plan/plan.ts'
import { cdnCapabilities } from '../capabilities.ts'
import { rightOf } from '../either.ts'
import { item } from './arbitraries.ts'

/** The specification of a plain job with some changes. */
export const jobSpec = (change: Partial<JobSpec> = {}): JobSpec => ({
  targetIds: ['E1'],
  items: [item('/*')],
  doubts: noDoubts,
  itemsFrom: undefined,
  maxPaths: undefined,
  changed: undefined,
  host: undefined,
  credentials: undefined,
  waitForCompletion: false,
  onWaitTimeout: 'succeed',
  timeoutMinutes: 60,
  dryRun: false,
  allowsEverything: true,
  ...change,
})

export const firstJobId = '11111111-abcd-1111-abcd-111111abcdef'

/** The plan of a plain job with some changes, for a CDN with some changed capabilities. */
export const planOf = (change: Partial<JobSpec> = {}, changedCapabilities: Partial<CdnCapabilities> = {}): Plan =>
  rightOf(makePlan({ ...cdnCapabilities, ...changedCapabilities }, firstJobId)(jobSpec(change)))

/** All requests of a plan to its first target, if none of them fails. */
export const requestsOf = (plan: Plan, halvings = 0): ReadonlyArray<InvalidationRequest> => {
  const requests: InvalidationRequest[] = []
  for (let position = startPosition; ; ) {
    const request = nextRequest(plan, plan.spec.targetIds[0], position, { halvings })
    if (request === undefined) return requests
    requests.push(request)
    position = advance(position, request.items)
  }
}
