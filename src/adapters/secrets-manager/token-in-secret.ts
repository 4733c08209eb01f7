import * as TE from 'fp-ts/lib/TaskEither.js'
import type { CdnFailure } from '../../domain/cdn/cdn-failure.ts'
import { readSdkFailure } from '../aws/sdk-failure.ts'
import { untrustedCertificate } from '../http/no-answer.ts'

/** The permission to read a secret. */
const permission = 'secretsmanager:GetSecretValue'

/** A token that cannot be read for a while is like a CDN that is unavailable: nothing was created, and a retry may succeed. */
const unavailable = (reason: string): CdnFailure => ({ _tag: 'CdnUnavailable', code: `${permission}: ${reason}` })

const toFailure =
  (secretId: string) =>
  (error: unknown): CdnFailure => {
    const failure = readSdkFailure(error)
    switch (failure._tag) {
      case 'Throttled':
      case 'Fault':
        return unavailable(failure.code)
      case 'Unauthenticated':
        return { _tag: 'InvalidationUnauthenticated', code: `${permission}: ${failure.code}` }
      case 'NoAnswer':
        return untrustedCertificate(failure.reason) ?? unavailable(failure.reason)
      case 'Rejected':
        return failure.code === 'AccessDeniedException'
          ? {
              _tag: 'CredentialsDenied',
              permission,
              resource: secretId,
              hint: "Allow this action on this resource in this function's role, and kms:Decrypt on the secret's key if it has its own.",
            }
          : { _tag: 'RequestRejected', code: `${permission}: ${failure.code}`, hint: `Check the secret ${secretId}.` }
    }
  }

/** Sends `GetSecretValue`, with a client that does not retry, because the job's own loop does. */
const secretReader = async () => {
  const { GetSecretValueCommand, SecretsManagerClient } = await import('@aws-sdk/client-secrets-manager')
  const client = new SecretsManagerClient({ maxAttempts: 1 })
  return async (SecretId: string, abortSignal: AbortSignal): Promise<string> => {
    const { SecretString = '' } = await client.send(new GetSecretValueCommand({ SecretId }), { abortSignal })
    return SecretString
  }
}

/**
 * A token that is the text of a secret in Secrets Manager, by its ARN or name. It is read for each request, so that a rotated token needs
 * no restart. The SDK's client is loaded on first use, because a job may not come that far. It is kept, because it corrects its clock after
 * an error.
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html
 */
export const tokenInSecret = (secretId: string) => {
  let loaded: ReturnType<typeof secretReader> | undefined
  const getSecretText = async (abortSignal: AbortSignal): Promise<string> => {
    loaded ??= secretReader()
    return (await loaded)(secretId, abortSignal)
  }
  return {
    place: `the secret ${secretId}`,
    read: (abortSignal: AbortSignal): TE.TaskEither<CdnFailure, string> =>
      TE.tryCatch(() => getSecretText(abortSignal), toFailure(secretId)),
  }
}
