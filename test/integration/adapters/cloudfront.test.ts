import { CloudFrontClient } from '@aws-sdk/client-cloudfront'
import { expect } from 'chai'
import type { Fault } from '../../../local/aws/faults.ts'
import { cloudFrontInvalidator } from '../../../src/adapters/cloudfront/cloudfront-invalidator.ts'
import type { CdnFailure } from '../../../src/domain/cdn/cdn-failure.ts'
import type { InvalidationRequest } from '../../../src/domain/cdn/invalidation.ts'
import { cdnInvalidatorContract, type Trouble } from '../../contracts/cdn-invalidator.ts'
import { item } from '../../support/arbitraries.ts'
import { leftOf } from '../../support/either.ts'
import { clientConfig, localAwsPerTest } from '../../support/local-aws.ts'

const error = (status: number, code: string): Fault => ({ kind: 'error', status, code })

const troubles: Readonly<Record<Trouble, Fault>> = {
  Denied: error(403, 'AccessDenied'),
  ItemsRejected: error(400, 'InvalidArgument'),
  TooLarge: error(413, 'BatchTooLarge'),
  TooMany: error(400, 'TooManyInvalidationsInProgress'),
  Throttled: error(400, 'ThrottlingException'),
  Fault: error(503, 'ServiceUnavailable'),
  Unknown: error(400, 'InconsistentQuantities'),
  LostBefore: { kind: 'drop-before' },
  LostAfter: { kind: 'drop-after' },
  Hang: { kind: 'hang' },
}

describe('CloudFront, through the SDK against the local AWS', () => {
  let now = 0
  const start = localAwsPerTest({ distributionIds: ['E1', 'E2'], now: () => now })

  cdnInvalidatorContract('CloudFront', async () => {
    const aws = await start()
    const client = new CloudFrontClient(clientConfig(aws))
    return {
      cdn: cloudFrontInvalidator(() => client),
      arrange: trouble => aws.faults.scheduleNext(troubles[trouble]),
      created: aws.cloudfront.invalidations,
      calls: () => aws.calls().length,
      complete: () => {
        now += 20_000
      },
    }
  })

  const items = [item('/*')] as const
  const request: InvalidationRequest = { targetId: 'E1', items, reference: 'r', role: undefined, account: undefined }

  const strange: ReadonlyArray<readonly [string, Fault, CdnFailure]> = [
    ['a page of a proxy', { kind: 'garbage', status: 502 }, { _tag: 'CdnUnavailable', code: '502 Error' }],
    ['an answer that cannot be read', { kind: 'garbage', status: 201 }, { _tag: 'NoAnswer', reason: 'the answer could not be read' }],
    ['too many requests', error(429, 'Whatever'), { _tag: 'Throttled', code: 'Whatever' }],
    ['another name for throttling', error(400, 'Throttling'), { _tag: 'Throttled', code: 'Throttling' }],
    ['an internal failure', error(500, 'InternalFailure'), { _tag: 'CdnUnavailable', code: '500 InternalFailure' }],
    ['credentials that have expired', error(403, 'ExpiredToken'), { _tag: 'RequestRejected', code: 'ExpiredToken' }],
    ['a timeout on its side', error(408, 'Timeout'), { _tag: 'CdnUnavailable', code: '408 Timeout' }],
    ['a refusal that is torn on its way', { kind: 'garbage', status: 400 }, { _tag: 'NoAnswer', reason: 'the answer could not be read' }],
    ['a missing body', error(400, 'MissingBody'), { _tag: 'RequestRejected', code: 'MissingBody' }],
  ]
  for (const [what, fault, failure] of strange) {
    it(`reads ${what} as ${failure._tag}`, async () => {
      const aws = await start()
      aws.faults.schedule('CreateInvalidation', fault)
      const cdn = cloudFrontInvalidator(() => new CloudFrontClient(clientConfig(aws)))
      expect(leftOf(await cdn.invalidate(request, 2_000)())).to.deep.equal(failure)
    })
  }

  it('has no answer from a port on which nobody listens', async () => {
    const client = new CloudFrontClient({ ...clientConfig(await start()), endpoint: 'http://127.0.0.1:1' })
    const failure = leftOf(await cloudFrontInvalidator(() => client).invalidate(request, 2_000)())
    expect(failure).to.deep.equal({ _tag: 'NoAnswer', reason: 'ECONNREFUSED' })
  })
})
