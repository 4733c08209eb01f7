import type { CreateInvalidationCommandInput, CreateInvalidationCommandOutput } from '@aws-sdk/client-cloudfront'
import * as E from 'fp-ts/lib/Either.js'
import type { CdnFailure } from '../../domain/cdn/cdn-failure.ts'
import type { Invalidation, InvalidationRequest } from '../../domain/cdn/invalidation.ts'
import { denied, type Refused, readCloudFrontFailure } from './failure.ts'

/** What is sent to CloudFront. */
export const toInput = ({ targetId, items, reference }: InvalidationRequest): CreateInvalidationCommandInput => ({
  DistributionId: targetId,
  InvalidationBatch: { CallerReference: reference, Paths: { Quantity: items.length, Items: [...items] } },
})

/** What CloudFront says it created. */
export const toInvalidation = ({ Invalidation }: CreateInvalidationCommandOutput): E.Either<CdnFailure, Invalidation> =>
  Invalidation?.Id
    ? E.right({ id: Invalidation.Id, status: Invalidation.Status === 'Completed' ? 'Completed' : 'InProgress' })
    : E.left({ _tag: 'NoAnswer', reason: 'the answer names no invalidation' })

/** The errors of the operation by their codes. `InvalidationBatchAlreadyExists` is documented in its text, but not modelled. */
const readRefusal = (request: InvalidationRequest, { code, message }: Refused): CdnFailure => {
  switch (code) {
    case 'AccessDenied':
      return denied('cloudfront:CreateInvalidation', request)
    case 'NoSuchDistribution':
      return { _tag: 'TargetNotFound' }
    case 'InvalidArgument':
      return { _tag: 'ItemsRejected', detail: message }
    case 'BatchTooLarge':
      return { _tag: 'RequestTooLarge' }
    case 'TooManyInvalidationsInProgress':
      return { _tag: 'TooManyInProgress', code }
    case 'InvalidationBatchAlreadyExists':
      return { _tag: 'ReferenceTaken' }
    default:
      return { _tag: 'RequestRejected', code }
  }
}

/** Why CloudFront created nothing, or why that is not known. https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateInvalidation.html */
export const toFailure = (request: InvalidationRequest): ((error: unknown) => CdnFailure) =>
  readCloudFrontFailure(request.role, refused => readRefusal(request, refused))
