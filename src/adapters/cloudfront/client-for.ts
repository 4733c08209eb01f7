import { CloudFrontClient } from '@aws-sdk/client-cloudfront'
import type { Credentials } from '../../domain/cdn/credentials.ts'
import { assumeRole } from './assume-role.ts'

/** Returns the client that calls CloudFront as a role; without one, with the function's own credentials. */
export type ClientFor = (role: Credentials | undefined) => Pick<CloudFrontClient, 'send'>

/** The job's own loop retries, because it knows the job's deadlines. The SDK does not. */
const oneAttempt = { maxAttempts: 1 }

/** Creates one client per role, and keeps it and its credentials for the life of the process. */
export const cloudFrontClientFor = (): ClientFor => {
  const own = new CloudFrontClient(oneAttempt)
  const clients = new Map<string, CloudFrontClient>()
  return role => {
    if (role === undefined) return own
    const key = JSON.stringify([role.principal, role.qualifier])
    const client = clients.get(key) ?? new CloudFrontClient({ ...oneAttempt, credentials: assumeRole(role) })
    clients.set(key, client)
    return client
  }
}
