import type { AssumeRoleCommandInput, AssumeRoleCommandOutput } from '@aws-sdk/client-sts'
import type { Role } from '../../domain/cdn/caller.ts'
import { endWithin } from '../aws/end-within.ts'

/** The role could not be taken on. Tells errors of STS from CloudFront's own, which may have the same names. */
export class RoleNotAssumed extends Error {
  override readonly name = 'RoleNotAssumed'
}

/** What is sent to STS. The session's name is what CloudTrail shows. */
export const toInput = ({ arn, externalId }: Role): AssumeRoleCommandInput => ({
  RoleArn: arn,
  RoleSessionName: 'cloudfront-invalidator',
  ...(externalId === undefined ? {} : { ExternalId: externalId }),
})

/**
 * A call to STS may take so many milliseconds. All callers of a client share the credentials that are being fetched, so
 * one call that never ended would be the end of that client.
 */
const maxCallMilliseconds = 5_000

/** Credentials as the SDK takes them from a provider. */
export interface SessionCredentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken: string
  readonly expiration: Date
}

/** The credentials in an answer of STS. Throws where there are none. */
export const toCredentials = ({ Credentials }: AssumeRoleCommandOutput): SessionCredentials => {
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = Credentials ?? {}
  if (!AccessKeyId || !SecretAccessKey || !SessionToken || !Expiration) throw new RoleNotAssumed('AssumeRole gave no credentials')
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken, expiration: Expiration }
}

const failed = (cause: unknown): never => {
  throw new RoleNotAssumed('AssumeRole failed', { cause })
}

/**
 * A credential provider that takes on the role. The client that it is given to calls it again before the credentials
 * expire. The STS client is loaded only here, so that a job without a role does not pay for it.
 */
export const assumeRole = (role: Role) => async (): Promise<SessionCredentials> => {
  const { AssumeRoleCommand, STSClient } = await import('@aws-sdk/client-sts')
  const client = new STSClient({ maxAttempts: 1 })
  return endWithin(maxCallMilliseconds, abortSignal => client.send(new AssumeRoleCommand(toInput(role)), { abortSignal })).then(
    toCredentials,
    failed,
  )
}
