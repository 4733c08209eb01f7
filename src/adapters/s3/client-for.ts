import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3'
import { isSessionCredentials } from '../aws/session-credentials.ts'

/** The client that reads with a job's session credentials, or with the function's own if the job provides none. */
export type ClientFor = (credentials: unknown) => Pick<S3Client, 'send'>

/** The job's own loop retries. Checksums cover whole objects, of which only parts are read. */
const config: S3ClientConfig = {
  maxAttempts: 1,
  requestChecksumCalculation: 'WHEN_REQUIRED',
  responseChecksumValidation: 'WHEN_REQUIRED',
}

/** Each job provides other credentials, so their clients are not kept; only the connections are. */
export const s3ClientFor = (): ClientFor => {
  const own = new S3Client(config)
  const { requestHandler } = own.config
  return credentials => (isSessionCredentials(credentials) ? new S3Client({ ...config, requestHandler, credentials }) : own)
}
