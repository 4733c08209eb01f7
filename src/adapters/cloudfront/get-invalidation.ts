import type { GetInvalidationCommandInput, GetInvalidationCommandOutput } from '@aws-sdk/client-cloudfront'
import type { CdnFailure } from '../../domain/cdn/cdn-failure.ts'
import type { Invalidation, InvalidationStatusRequest } from '../../domain/cdn/invalidation.ts'
import { denied, type Refused, readCloudFrontFailure } from './failure.ts'

/** What is sent to CloudFront. */
export const toInput = ({ targetId, invalidationId }: InvalidationStatusRequest): GetInvalidationCommandInput => ({
  DistributionId: targetId,
  Id: invalidationId,
})

/** What CloudFront says of the invalidation. Anything but `Completed` is not final. */
export const toStatus = ({ Invalidation }: GetInvalidationCommandOutput): Invalidation['status'] =>
  Invalidation?.Status === 'Completed' ? 'Completed' : 'InProgress'

const readRefusal = (request: InvalidationStatusRequest, { code }: Refused): CdnFailure => {
  switch (code) {
    case 'AccessDenied':
      return denied('cloudfront:GetInvalidation', request)
    case 'NoSuchDistribution':
      return { _tag: 'TargetNotFound' }
    case 'NoSuchInvalidation':
      return { _tag: 'InvalidationNotFound' }
    default:
      return { _tag: 'RequestRejected', code }
  }
}

/** Why CloudFront did not tell. https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_GetInvalidation.html */
export const toFailure = (request: InvalidationStatusRequest): ((error: unknown) => CdnFailure) =>
  readCloudFrontFailure(request.role, refused => readRefusal(request, refused))
