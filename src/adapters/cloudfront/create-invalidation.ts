import type { CreateInvalidationCommandOutput, InvalidationBatch } from '@aws-sdk/client-cloudfront'
import * as E from 'fp-ts/lib/Either.js'
import type { CdnFailure } from '../../domain/cdn/cdn-failure.ts'
import type { Invalidation, InvalidationRequest } from '../../domain/cdn/invalidation.ts'
import { type Call, commonRejection, type Rejected, readCloudFrontFailure } from './failure.ts'

/** What `CreateInvalidation` creates. */
export const toBatch = ({ items, reference }: Pick<InvalidationRequest, 'items' | 'reference'>): InvalidationBatch => ({
  CallerReference: reference,
  Paths: { Quantity: items.length, Items: [...items] },
})

/** The invalidation in CloudFront's response. */
export const toInvalidation = ({ Invalidation }: CreateInvalidationCommandOutput): E.Either<CdnFailure, Invalidation> =>
  Invalidation?.Id
    ? E.right({ id: Invalidation.Id, status: Invalidation.Status === 'Completed' ? 'Completed' : 'InProgress' })
    : E.left({ _tag: 'NoAnswer', reason: 'the answer names no invalidation' })

/**
 * Real accounts report a used caller reference as an invalid argument, contrary to the documentation.
 * https://github.com/aws/aws-cdk/issues/3878
 */
const isUsedReference = (message: string): boolean => /caller\s*reference/i.test(message) && /\b(?:used|already|previous)/i.test(message)

/** The operation's own errors, by code. `InvalidationBatchAlreadyExists` is documented but missing in the SDK's model. */
const readRejection = (call: Call, { code, message }: Rejected): CdnFailure => {
  switch (code) {
    case 'InvalidArgument':
      return isUsedReference(message) ? { _tag: 'AlreadyCreated' } : { _tag: 'ItemsRejected', detail: message }
    case 'BatchTooLarge':
      return { _tag: 'RequestTooLarge' }
    case 'TooManyInvalidationsInProgress':
      return { _tag: 'TooManyInProgress', code }
    case 'InvalidationBatchAlreadyExists':
      return { _tag: 'AlreadyCreated' }
    default:
      return commonRejection('CreateInvalidation', call, code)
  }
}

/** Why CloudFront created nothing, or why that is unknown. https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateInvalidation.html */
export const toFailure = (call: Call): ((error: unknown) => CdnFailure) =>
  readCloudFrontFailure(call.request.credentials, rejection => readRejection(call, rejection))
