import type { CreateInvalidationCommandInput, CreateInvalidationCommandOutput } from '@aws-sdk/client-cloudfront'
import * as E from 'fp-ts/lib/Either.js'
import type { CdnFailure } from '../../domain/failures/cdn-failure.ts'
import type { Invalidation } from '../../domain/job/progress.ts'
import type { InvalidationRequest } from '../../domain/plan/invalidation-request.ts'
import { readSdkFailure } from '../aws/sdk-failure.ts'
import { RoleNotAssumed } from './assume-role.ts'

/** What is sent to CloudFront. */
export const toInput = ({ distributionId, items, reference }: InvalidationRequest): CreateInvalidationCommandInput => ({
  DistributionId: distributionId,
  InvalidationBatch: { CallerReference: reference, Paths: { Quantity: items.length, Items: [...items] } },
})

/** What CloudFront says it created. */
export const toInvalidation = ({ Invalidation }: CreateInvalidationCommandOutput): E.Either<CdnFailure, Invalidation> =>
  Invalidation?.Id
    ? E.right({ id: Invalidation.Id, status: Invalidation.Status === 'Completed' ? 'Completed' : 'InProgress' })
    : E.left({ _tag: 'NoAnswer', reason: 'the answer names no invalidation' })

const resource = ({ account, distributionId }: InvalidationRequest): string =>
  `arn:${account?.partition ?? 'aws'}:cloudfront::${account?.id ?? '*'}:distribution/${distributionId}`

/** The errors of the operation by their codes. `InvalidationBatchAlreadyExists` is documented in its text, but not modelled. */
const readRefusal = (request: InvalidationRequest, code: string, message: string): CdnFailure => {
  switch (code) {
    case 'AccessDenied':
      return { _tag: 'InvalidationDenied', permission: 'cloudfront:CreateInvalidation', resource: resource(request) }
    case 'NoSuchDistribution':
      return { _tag: 'DistributionNotFound' }
    case 'InvalidArgument':
      return { _tag: 'ItemsRefused', detail: message }
    case 'BatchTooLarge':
      return { _tag: 'RequestTooLarge' }
    case 'TooManyInvalidationsInProgress':
      return { _tag: 'TooManyInProgress', code }
    case 'InvalidationBatchAlreadyExists':
      return { _tag: 'ReferenceTaken' }
    default:
      return { _tag: 'RequestRefused', code }
  }
}

const readAssumeRoleRefusal = (request: InvalidationRequest, code: string): CdnFailure =>
  code === 'AccessDenied' && request.role !== undefined
    ? { _tag: 'RoleDenied', permission: 'sts:AssumeRole', resource: request.role.arn }
    : { _tag: 'RequestRefused', code }

/** Why CloudFront created nothing, or why that is not known. https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateInvalidation.html */
export const toFailure =
  (request: InvalidationRequest) =>
  (error: unknown): CdnFailure => {
    const inAssumeRole = error instanceof RoleNotAssumed
    const failure = readSdkFailure(inAssumeRole ? error.cause : error)
    switch (failure._tag) {
      case 'Throttled':
        return failure
      case 'Fault':
        return { _tag: 'CdnUnavailable', code: failure.code }
      case 'NoAnswer':
        return failure
      case 'Refused':
        return inAssumeRole ? readAssumeRoleRefusal(request, failure.code) : readRefusal(request, failure.code, failure.message)
    }
  }
