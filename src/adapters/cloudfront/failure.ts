import type { CdnFailure } from '../../domain/cdn/cdn-failure.ts'
import type { Credentials } from '../../domain/cdn/credentials.ts'
import type { InvalidationRequest } from '../../domain/cdn/invalidation.ts'
import { type Account, accountOf } from '../aws/account.ts'
import type { ServiceName } from '../aws/client-settings.ts'
import { readSdkFailure, type SdkFailure } from '../aws/sdk-failure.ts'
import { untrustedCertificate } from '../http/no-answer.ts'
import { RoleNotAssumed } from './assume-role.ts'
import { kindOf } from './target-kind.ts'

/** An error whose code depends on the operation. */
export type Rejected = Extract<SdkFailure, { _tag: 'Rejected' }>

/** A request, and the account in which this program runs, if known. */
export interface Call {
  readonly request: Pick<InvalidationRequest, 'targetId' | 'credentials'>
  readonly ownAccount: Account | undefined
}

/** The account of the target: the role's, or the program's own. */
const accountIn = ({ request: { credentials }, ownAccount }: Call): Account | undefined =>
  credentials === undefined ? ownAccount : accountOf(credentials.principal)

/** The failure for a target that does not exist in the account. */
export const notFound = (call: Call): CdnFailure => {
  const account = accountIn(call)
  const { noun, advice } = kindOf(call.request.targetId)
  const check = call.request.credentials
    ? 'Check distributionId and roleArn.'
    : `Check distributionId; a ${noun} in another account requires roleArn.`
  return {
    _tag: 'TargetNotFound',
    noun,
    where: account?.id === undefined ? 'in the account that this function calls' : `in account ${account.id}`,
    hint: [check, ...advice].join(' '),
  }
}

/** An operation on distributions. The one on tenants has its name and a suffix. */
type Operation = 'CreateInvalidation' | 'GetInvalidation' | 'ListInvalidations'

/** The failure for a missing permission, in the notation of IAM policies. */
export const denied = (operation: Operation, call: Call): CdnFailure => {
  const account = accountIn(call)
  const { targetId, credentials } = call.request
  const { suffix, resourceType } = kindOf(targetId)
  return {
    _tag: 'InvalidationDenied',
    permission: `cloudfront:${operation}${suffix}`,
    resource: `arn:${account?.partition ?? 'aws'}:cloudfront::${account?.id ?? '*'}:${resourceType}/${targetId}`,
    hint: `Allow this action on this resource in ${credentials?.principal ?? "this function's role"}.`,
  }
}

/** What to do about a code that is not handled by itself. https://docs.aws.amazon.com/cloudfront/latest/APIReference/CommonErrors.html */
const adviceOn = (code: string, service: ServiceName): string =>
  code === 'ERR_INVALID_URL'
    ? `The endpoint is not a URL. Correct AWS_ENDPOINT_URL_${service} or AWS_ENDPOINT_URL.`
    : "See AWS's list of common errors."

/** The failure for an error code that means the same for every operation. */
export const commonRejection = (operation: Operation, call: Call, code: string): CdnFailure => {
  switch (code) {
    case 'AccessDenied':
      return denied(operation, call)
    case 'NoSuchDistribution':
    case 'EntityNotFound':
      return notFound(call)
    default:
      return { _tag: 'RequestRejected', code, hint: adviceOn(code, 'CLOUDFRONT') }
  }
}

const readAssumeRoleFailure = (role: Credentials | undefined, failure: SdkFailure): CdnFailure => {
  switch (failure._tag) {
    case 'Throttled':
    case 'Fault':
      return { _tag: 'CredentialsUnavailable', reason: failure.code }
    case 'NoAnswer':
      return untrustedCertificate(failure.reason) ?? { _tag: 'CredentialsUnavailable', reason: failure.reason }
    case 'Unauthenticated':
      return { _tag: 'InvalidationUnauthenticated', code: `sts:${failure.code}` }
    case 'Rejected':
      if (failure.code !== 'AccessDenied' || role === undefined)
        return { _tag: 'RequestRejected', code: `sts:${failure.code}`, hint: adviceOn(failure.code, 'STS') }
      return {
        _tag: 'CredentialsDenied',
        permission: 'sts:AssumeRole',
        resource: role.principal,
        hint: "Allow this action on this resource in this function's role. That role's trust policy has to name this function's role, and the externalId if it requires one.",
      }
  }
}

/** Classifies the error of a call to CloudFront. `readRejection` classifies the codes of the operation. */
export const readCloudFrontFailure =
  (role: Credentials | undefined, readRejection: (rejected: Rejected) => CdnFailure) =>
  (error: unknown): CdnFailure => {
    if (error instanceof RoleNotAssumed) return readAssumeRoleFailure(role, readSdkFailure(error.cause))
    const failure = readSdkFailure(error)
    switch (failure._tag) {
      case 'Throttled':
        return failure
      case 'Fault':
        return { _tag: 'CdnUnavailable', code: failure.code }
      case 'Unauthenticated':
        return { _tag: 'InvalidationUnauthenticated', code: failure.code }
      case 'NoAnswer':
        return untrustedCertificate(failure.reason) ?? failure
      case 'Rejected':
        return readRejection(failure)
    }
  }
