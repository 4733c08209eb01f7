import type { GetInvalidationCommandInput, GetInvalidationCommandOutput } from '@aws-sdk/client-cloudfront'
import type { CdnFailure } from '../../domain/cdn/cdn-failure.ts'
import type { Invalidation, InvalidationStatusRequest } from '../../domain/cdn/invalidation.ts'
import { type Call, denied, notFound, type Rejected, readCloudFrontFailure, rejected } from './failure.ts'

/** The input of `GetInvalidation`. */
export const toInput = ({ targetId, invalidationId }: InvalidationStatusRequest): GetInvalidationCommandInput => ({
  DistributionId: targetId,
  Id: invalidationId,
})

/** The status in CloudFront's response. Any status except `Completed` counts as in progress. */
export const toStatus = ({ Invalidation }: GetInvalidationCommandOutput): Invalidation['status'] =>
  Invalidation?.Status === 'Completed' ? 'Completed' : 'InProgress'

const readRejection = (call: Call, { code }: Rejected): CdnFailure => {
  switch (code) {
    case 'AccessDenied':
      return denied('cloudfront:GetInvalidation', call)
    case 'NoSuchDistribution':
      return notFound(call)
    case 'NoSuchInvalidation':
      return { _tag: 'InvalidationNotFound' }
    default:
      return rejected(code)
  }
}

/** Why CloudFront did not report the status. https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_GetInvalidation.html */
export const toFailure = (call: Call): ((error: unknown) => CdnFailure) =>
  readCloudFrontFailure(call.request.credentials, rejection => readRejection(call, rejection))
