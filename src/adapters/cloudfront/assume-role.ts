import type { AssumeRoleCommandInput, AssumeRoleCommandOutput, STSClientConfig } from '@aws-sdk/client-sts'
import type { JobCredentials } from '../../domain/cdn/credentials.ts'
import type { ClientSettings } from '../aws/client-settings.ts'
import { endWithin } from '../http/end-within.ts'

/** Settings of the SDK's clients. Without them a client takes its own from the environment and from configuration files. */
export type CallConfig = Pick<STSClientConfig, 'profile' | 'region' | 'endpoint' | 'credentials' | 'requestHandler'> &
  Partial<ClientSettings>

/** The role could not be assumed. Distinguishes errors of STS from those of CloudFront, which may have the same names. */
export class RoleNotAssumed extends Error {
  override readonly name = 'RoleNotAssumed'
}

/** At most 64 characters of `[\w+=,.@-]`. https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
const sessionName = (jobId: string): string => `cloudfront-invalidator-${jobId.replace(/[^\w+=,.@-]/g, '-')}`.slice(0, 64)

/** The input of `AssumeRole`. CloudTrail shows the session name, which ends with the job's id. */
export const toInput = ({ principal, qualifier, jobId }: JobCredentials): AssumeRoleCommandInput => ({
  RoleArn: principal,
  RoleSessionName: sessionName(jobId),
  ...(qualifier === undefined ? {} : { ExternalId: qualifier }),
})

/** All callers of a client share the credentials that are being fetched, so a call that never ended would block the client. */
const maxCallMilliseconds = 5_000

/** Credentials as the SDK expects them from a provider. */
export interface SessionCredentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken: string
  readonly expiration: Date
}

/** The credentials in a response of STS. Throws if there are none. */
export const toCredentials = ({ Credentials }: AssumeRoleCommandOutput): SessionCredentials => {
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = Credentials ?? {}
  if (!AccessKeyId || !SecretAccessKey || !SessionToken || !Expiration) throw new RoleNotAssumed('AssumeRole gave no credentials')
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken, expiration: Expiration }
}

const failed = (cause: unknown): never => {
  throw new RoleNotAssumed('AssumeRole failed', { cause })
}

/** Loads the client of STS. */
const loadSts = async (config: CallConfig) => {
  const { AssumeRoleCommand, STSClient } = await import('@aws-sdk/client-sts')
  const client = new STSClient({ ...config, maxAttempts: 1 })
  return (role: JobCredentials, abortSignal: AbortSignal) => client.send(new AssumeRoleCommand(toInput(role)), { abortSignal })
}

/**
 * Makes credential providers that assume a role. The SDK calls a provider again before the credentials expire. It rejects with
 * `RoleNotAssumed`. The STS client is loaded on first use, so that jobs without a role do not wait for it. All providers share it, because
 * it corrects its clock after an error.
 */
export const roleAssumer = (config: CallConfig = {}) => {
  let loaded: ReturnType<typeof loadSts> | undefined
  return (role: JobCredentials) => async (): Promise<SessionCredentials> => {
    loaded ??= loadSts(config)
    const send = await loaded
    return endWithin(maxCallMilliseconds, abortSignal => send(role, abortSignal)).then(toCredentials, failed)
  }
}
