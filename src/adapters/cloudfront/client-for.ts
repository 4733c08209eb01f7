import { CloudFrontClient } from '@aws-sdk/client-cloudfront'
import type { JobCredentials } from '../../domain/cdn/credentials.ts'
import { readSdkFailure } from '../aws/sdk-failure.ts'
import { type CallConfig, roleAssumer } from './assume-role.ts'

/** Returns the client that calls CloudFront as a role; without one, with the function's own credentials. */
export type ClientFor = (role: JobCredentials | undefined) => Pick<CloudFrontClient, 'send'>

/** The job's own loop retries, because it knows the job's deadlines. The SDK does not. */
const oneAttempt = { maxAttempts: 1 }

/**
 * Clients with a role that are kept. Fewer jobs run at the same time, because their origins fit into 4 KB of environment variables.
 * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
const maxClients = 100

/**
 * Creates one client per role and job, because the session of a role is named after its job. Keeps the latest, with their credentials,
 * for retries and continuations. One that was not authenticated is forgotten, so that the next call assumes the role again. All share their
 * connections. A new one starts with the clock of the one before it, which its responses have corrected. `config` holds for all of them, and
 * `stsConfig` for STS. By default they come from the environment.
 */
export const cloudFrontClientFor = (config: CallConfig = {}, stsConfig = config): ClientFor => {
  const own = new CloudFrontClient({ ...config, ...oneAttempt })
  const { requestHandler } = own.config
  const assumeRole = roleAssumer(stsConfig)
  const clients = new Map<string, CloudFrontClient>()
  let latest = own

  const create = (key: string, role: JobCredentials): CloudFrontClient => {
    const { systemClockOffset } = latest.config
    latest = new CloudFrontClient({ ...config, ...oneAttempt, requestHandler, credentials: assumeRole(role), systemClockOffset })
    latest.middlewareStack.add(
      next => args =>
        next(args).catch(error => {
          if (readSdkFailure(error)._tag === 'Unauthenticated') clients.delete(key)
          throw error
        }),
      { step: 'initialize' },
    )
    return latest
  }

  return role => {
    if (role === undefined) return own
    const key = JSON.stringify([role.principal, role.qualifier, role.jobId])
    const client = clients.get(key) ?? create(key, role)
    clients.delete(key)
    clients.set(key, client)
    const [oldest] = clients.keys()
    if (clients.size > maxClients && oldest !== undefined) clients.delete(oldest)
    return client
  }
}
