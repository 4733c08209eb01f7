import type { Role } from '../../domain/cdn/caller.ts'
import type { CdnFailure } from '../../domain/cdn/cdn-failure.ts'
import type { InvalidationRequest } from '../../domain/cdn/invalidation.ts'
import { readSdkFailure, type SdkFailure } from '../aws/sdk-failure.ts'
import { RoleNotAssumed } from './assume-role.ts'

/** An error whose code only its operation can read. */
export type Refused = Extract<SdkFailure, { _tag: 'Rejected' }>

/** The permission that is missing, and on what, as IAM spells it. */
export const denied = (permission: string, { account, targetId }: Pick<InvalidationRequest, 'account' | 'targetId'>): CdnFailure => ({
  _tag: 'InvalidationDenied',
  permission,
  resource: `arn:${account?.partition ?? 'aws'}:cloudfront::${account?.id ?? '*'}:distribution/${targetId}`,
})

const readAssumeRoleFailure = (role: Role | undefined, failure: SdkFailure): CdnFailure => {
  switch (failure._tag) {
    case 'Throttled':
    case 'Fault':
      return { _tag: 'CredentialsUnavailable', reason: failure.code }
    case 'NoAnswer':
      return { _tag: 'CredentialsUnavailable', reason: failure.reason }
    case 'Rejected':
      return failure.code === 'AccessDenied' && role !== undefined
        ? { _tag: 'CredentialsDenied', permission: 'sts:AssumeRole', resource: role.arn }
        : { _tag: 'RequestRejected', code: `sts:${failure.code}` }
  }
}

/** Reads what a call to CloudFront rejected with. What is the operation's own is left to `readRefusal`. */
export const readCloudFrontFailure =
  (role: Role | undefined, readRefusal: (refused: Refused) => CdnFailure) =>
  (error: unknown): CdnFailure => {
    if (error instanceof RoleNotAssumed) return readAssumeRoleFailure(role, readSdkFailure(error.cause))
    const failure = readSdkFailure(error)
    switch (failure._tag) {
      case 'Throttled':
        return failure
      case 'Fault':
        return { _tag: 'CdnUnavailable', code: failure.code }
      case 'NoAnswer':
        return failure
      case 'Rejected':
        return readRefusal(failure)
    }
  }
