import { CloudFrontClient } from '@aws-sdk/client-cloudfront'
import { expect } from 'chai'
import type { Fault } from '../../../local/aws/faults.ts'
import { sessionKeyId } from '../../../local/aws/sts.ts'
import { capabilities } from '../../../src/adapters/cloudfront/capabilities.ts'
import { cloudFrontClientFor } from '../../../src/adapters/cloudfront/client-for.ts'
import { cloudFrontInvalidator } from '../../../src/adapters/cloudfront/cloudfront-invalidator.ts'
import type { CdnFailure } from '../../../src/domain/cdn/cdn-failure.ts'
import type { InvalidationRequest } from '../../../src/domain/cdn/invalidation.ts'
import type { CdnHarness } from '../../../src/testing/contracts/cdn-harness.ts'
import { cdnInvalidatorContract } from '../../../src/testing/contracts/cdn-invalidator.ts'
import { item } from '../../support/builders/arbitraries.ts'
import { leftOf, rightOf } from '../../support/either.ts'
import { clientConfig, localAwsPerTest, ownKey } from '../../support/worlds/local-aws.ts'

const error = (status: number, code: string): Fault => ({ kind: 'error', status, code })

/** Of the account that the function runs in. */
const account = { get: () => ({ partition: 'aws', id: '111111111111' }) }

describe('CloudFront, through the SDK against the local AWS', () => {
  let now = 0
  const start = localAwsPerTest({ distributionIds: ['E1', 'E2'], tenantIds: ['dt_1', 'dt_2'], now: () => now })

  const harnessOf = (targets: CdnHarness<Fault>['targets']): CdnHarness<Fault> => ({
    capabilities,
    targets,
    credentials: {
      ofJob: { principal: 'arn:aws:iam::222222222222:role/r', qualifier: undefined, jobId: 'j1' },
      jobName: sessionKeyId,
      ownName: ownKey,
    },
    faults: {
      Denied: error(403, 'AccessDenied'),
      ItemsRejected: error(400, 'InvalidArgument'),
      TooLarge: error(413, 'BatchTooLarge'),
      TooManyInProgress: error(400, 'TooManyInvalidationsInProgress'),
      Unauthenticated: error(403, 'SignatureDoesNotMatch'),
      Throttled: error(400, 'ThrottlingException'),
      ServerError: error(503, 'ServiceUnavailable'),
      Rejected: error(400, 'InconsistentQuantities'),
      Garbled: { kind: 'garbage', status: 201 },
      LostBefore: { kind: 'drop-before' },
      LostAfter: { kind: 'drop-after' },
      Hang: { kind: 'hang' },
    },
    start: async () => {
      const aws = await start()
      return {
        cdn: cloudFrontInvalidator(cloudFrontClientFor(clientConfig(aws)), account),
        calledWith: () => aws.calls().at(-1)?.accessKeyId,
        arrange: aws.faults.scheduleNext,
        created: aws.cloudfront.invalidations,
        calls: () => aws.calls().length,
        complete: () => {
          now += 20_000
        },
      }
    },
  })

  cdnInvalidatorContract('CloudFront', harnessOf({ known: 'E1', other: 'E2', unknown: 'E404' }))
  cdnInvalidatorContract('CloudFront, tenants', harnessOf({ known: 'dt_1', other: 'dt_2', unknown: 'dt_404' }))
  cdnInvalidatorContract('CloudFront, tenants next to distributions', harnessOf({ known: 'dt_1', other: 'E1', unknown: 'dt_404' }))

  it('uses only the operations of the target', async () => {
    const aws = await start()
    const cdn = cloudFrontInvalidator(() => new CloudFrontClient(clientConfig(aws)), account)
    for (const targetId of ['E1', 'dt_1']) {
      const of = { ...request, targetId }
      const { id } = rightOf(await cdn.invalidate(of, 2_000)())
      expect(rightOf(await cdn.find(of, 2_000)())).to.deep.equal({ id, status: 'InProgress' })
      expect(rightOf(await cdn.statusOf({ targetId, invalidationId: id, credentials: undefined }, 2_000)())).to.equal('InProgress')
    }
    const operations = ['CreateInvalidation', 'ListInvalidations', 'GetInvalidation', 'GetInvalidation']
    expect(aws.calls().map(({ operation }) => operation)).to.deep.equal([
      ...operations,
      ...operations.map(operation => `${operation}ForDistributionTenant`),
    ])
  })

  const items = [item('/*')] as const
  const request: InvalidationRequest = { targetId: 'E1', items, host: undefined, reference: 'r', credentials: undefined }

  const hint = "See AWS's list of common errors."

  const strange: ReadonlyArray<readonly [string, Fault, CdnFailure]> = [
    ['a page of a proxy', { kind: 'garbage', status: 502 }, { _tag: 'CdnUnavailable', code: '502 Error' }],
    ['an answer that cannot be read', { kind: 'garbage', status: 201 }, { _tag: 'NoAnswer', reason: 'the answer could not be read' }],
    ['too many requests', error(429, 'Whatever'), { _tag: 'Throttled', code: 'Whatever' }],
    ['another name for throttling', error(400, 'Throttling'), { _tag: 'Throttled', code: 'Throttling' }],
    ['an internal failure', error(500, 'InternalFailure'), { _tag: 'CdnUnavailable', code: '500 InternalFailure' }],
    ['credentials that have expired', error(403, 'ExpiredToken'), { _tag: 'InvalidationUnauthenticated', code: 'ExpiredToken' }],
    ['a timeout on its side', error(408, 'Timeout'), { _tag: 'CdnUnavailable', code: '408 Timeout' }],
    ['a rejection that is torn on its way', { kind: 'garbage', status: 400 }, { _tag: 'NoAnswer', reason: 'the answer could not be read' }],
    ['a missing body', error(400, 'MissingBody'), { _tag: 'RequestRejected', code: 'MissingBody', hint }],
  ]
  for (const [what, fault, failure] of strange) {
    it(`reads ${what} as ${failure._tag}`, async () => {
      const aws = await start()
      aws.faults.schedule('CreateInvalidation', fault)
      const cdn = cloudFrontInvalidator(() => new CloudFrontClient(clientConfig(aws)), account)
      expect(leftOf(await cdn.invalidate(request, 2_000)())).to.deep.equal(failure)
    })
  }

  it('fails with NoAnswer if nothing listens on the port', async () => {
    const client = new CloudFrontClient({ ...clientConfig(await start()), endpoint: 'http://127.0.0.1:1' })
    const failure = leftOf(await cloudFrontInvalidator(() => client, account).invalidate(request, 2_000)())
    expect(failure).to.deep.equal({ _tag: 'NoAnswer', reason: 'ECONNREFUSED' })
  })
})
