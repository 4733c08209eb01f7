import type { GetInvalidationCommandOutput } from '@aws-sdk/client-cloudfront'
import type { CdnFailure } from '../../domain/cdn/cdn-failure.ts'
import type { Invalidation } from '../../domain/cdn/invalidation.ts'
import { type Call, commonRejection, readCloudFrontFailure } from './failure.ts'

/** The status in CloudFront's response. Any status except `Completed` counts as in progress. */
export const toStatus = ({ Invalidation }: GetInvalidationCommandOutput): Invalidation['status'] =>
  Invalidation?.Status === 'Completed' ? 'Completed' : 'InProgress'

/** Why CloudFront did not report the status. https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_GetInvalidation.html */
export const toFailure = (call: Call): ((error: unknown) => CdnFailure) =>
  readCloudFrontFailure(call.request.credentials, ({ code }) =>
    code === 'NoSuchInvalidation' ? { _tag: 'InvalidationNotFound' } : commonRejection('GetInvalidation', call, code),
  )
