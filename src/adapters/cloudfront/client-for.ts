import { CloudFrontClient } from '@aws-sdk/client-cloudfront'
import type { Role } from '../../domain/cdn/caller.ts'
import { assumeRole } from './assume-role.ts'

/** The client that calls CloudFront as this role, or as the function's own where there is none. */
export type ClientFor = (role: Role | undefined) => Pick<CloudFrontClient, 'send'>

/** The job's own loop retries, with all that it knows of the job and its time; the SDK does not. */
const oneAttempt = { maxAttempts: 1 }

/** Makes one client for each role and keeps it, and with it the credentials, for the life of the process. */
export const cloudFrontClientFor = (): ClientFor => {
  const own = new CloudFrontClient(oneAttempt)
  const clients = new Map<string, CloudFrontClient>()
  return role => {
    if (role === undefined) return own
    const key = JSON.stringify([role.arn, role.externalId])
    const client = clients.get(key) ?? new CloudFrontClient({ ...oneAttempt, credentials: assumeRole(role) })
    clients.set(key, client)
    return client
  }
}
