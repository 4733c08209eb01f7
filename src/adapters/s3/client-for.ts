import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3'
import { isSessionCredentials } from '../aws/session-credentials.ts'

/** Returns the client that uses a job's session credentials; without them, the function's own. */
export type ClientFor = (credentials: unknown) => Pick<S3Client, 'send'>

/** The job's own loop retries. Checksums cover whole objects, but only parts are read. */
const config: S3ClientConfig = {
  maxAttempts: 1,
  requestChecksumCalculation: 'WHEN_REQUIRED',
  responseChecksumValidation: 'WHEN_REQUIRED',
}

/** Each job has other credentials, so only connections are kept, not clients. */
export const s3ClientFor = (): ClientFor => {
  const own = new S3Client(config)
  const { requestHandler } = own.config
  return credentials => (isSessionCredentials(credentials) ? new S3Client({ ...config, requestHandler, credentials }) : own)
}
