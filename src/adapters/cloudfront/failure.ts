import type { CdnFailure } from '../../domain/cdn/cdn-failure.ts'
import type { Credentials } from '../../domain/cdn/credentials.ts'
import type { InvalidationRequest } from '../../domain/cdn/invalidation.ts'
import { type Account, accountOf } from '../aws/account.ts'
import { readSdkFailure, type SdkFailure } from '../aws/sdk-failure.ts'
import { RoleNotAssumed } from './assume-role.ts'

/** An error whose code depends on the operation. */
export type Rejected = Extract<SdkFailure, { _tag: 'Rejected' }>

/** A request, and the account in which this program runs, if known. */
export interface Call {
  readonly request: Pick<InvalidationRequest, 'targetId' | 'credentials'>
  readonly ownAccount: Account | undefined
}

/** The account of the distribution: that of the role, or the program's own. */
const accountIn = ({ request: { credentials }, ownAccount }: Call): Account | undefined =>
  credentials === undefined ? ownAccount : accountOf(credentials.principal)

/**
 * CloudFront reportedly answers `NoSuchDistribution` for a multi-tenant distribution, whose tenants have an operation of their own.
 * https://github.com/domits1/Domits/pull/3250
 */
const tenants = 'CloudFront also reports a multi-tenant distribution like this: this action cannot invalidate its tenants yet.'

/** The failure for a distribution that does not exist in the account, or only serves tenants. */
export const notFound = (call: Call): CdnFailure => {
  const account = accountIn(call)
  return {
    _tag: 'TargetNotFound',
    where: account === undefined ? 'in the account that this function calls' : `in account ${account.id}`,
    hint: `${
      call.request.credentials
        ? 'Check distributionId and roleArn.'
        : 'Check distributionId; a distribution in another account requires roleArn.'
    } ${tenants}`,
  }
}

/** The failure for a missing permission, in the notation of IAM policies. */
export const denied = (permission: string, call: Call): CdnFailure => {
  const account = accountIn(call)
  const { targetId, credentials } = call.request
  return {
    _tag: 'InvalidationDenied',
    permission,
    resource: `arn:${account?.partition ?? 'aws'}:cloudfront::${account?.id ?? '*'}:distribution/${targetId}`,
    hint: `Allow this action on this resource in ${credentials?.principal ?? "this function's role"}.`,
  }
}

/** The failure for any other error code. https://docs.aws.amazon.com/cloudfront/latest/APIReference/CommonErrors.html */
export const rejected = (code: string): CdnFailure => ({ _tag: 'RequestRejected', code, hint: "See AWS's list of common errors." })

const readAssumeRoleFailure = (role: Credentials | undefined, failure: SdkFailure): CdnFailure => {
  switch (failure._tag) {
    case 'Throttled':
    case 'Fault':
      return { _tag: 'CredentialsUnavailable', reason: failure.code }
    case 'NoAnswer':
      return { _tag: 'CredentialsUnavailable', reason: failure.reason }
    case 'Unauthenticated':
      return { _tag: 'InvalidationUnauthenticated', code: `sts:${failure.code}` }
    case 'Rejected':
      if (failure.code !== 'AccessDenied' || role === undefined) return rejected(`sts:${failure.code}`)
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
        return failure
      case 'Rejected':
        return readRejection(failure)
    }
  }
