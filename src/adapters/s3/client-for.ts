import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3'
import type { Artifact } from '../../domain/pipeline/artifact.ts'
import type { ClientSettings } from '../aws/client-settings.ts'
import { isSessionCredentials } from '../aws/session-credentials.ts'

/** Returns the client that uses these credentials. Throws if a job provides something else than those of a session. */
export type ClientFor = (credentials: Artifact['credentials']) => Pick<S3Client, 'send'>

/** The job's own loop retries. Checksums cover whole objects, but only parts are read. */
const reading: S3ClientConfig = {
  maxAttempts: 1,
  requestChecksumCalculation: 'WHEN_REQUIRED',
  responseChecksumValidation: 'WHEN_REQUIRED',
  useArnRegion: false,
  disableS3ExpressSessionAuth: false,
  disableMultiregionAccessPoints: false,
}

/**
 * Each job has its own credentials and so its own client. Clients share their connections and the clock offset that responses corrected. By default
 * `settings` come from the environment.
 */
export const s3ClientFor = (settings: Partial<ClientSettings> = {}): ClientFor => {
  const config = { ...settings, ...reading }
  const own = new S3Client(config)
  const { requestHandler } = own.config
  let latest = own
  return provided => {
    if (provided._tag === 'Own') return own
    const credentials = provided.reveal()
    if (!isSessionCredentials(credentials)) throw new TypeError('A job provided no session credentials')
    // A copy, because the SDK marks the credentials that it is given.
    const { systemClockOffset } = latest.config
    latest = new S3Client({ ...config, requestHandler, credentials: { ...credentials }, systemClockOffset })
    return latest
  }
}
