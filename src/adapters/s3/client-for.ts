import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3'
import type { ArtifactCredentials } from '../../domain/pipeline/artifact.ts'

/** The client that reads with these credentials, or with the function's own where a job lends none. */
export type ClientFor = (credentials: ArtifactCredentials | undefined) => Pick<S3Client, 'send'>

/** The job's own loop retries. Checksums cover whole objects, of which only parts are read. */
const config: S3ClientConfig = {
  maxAttempts: 1,
  requestChecksumCalculation: 'WHEN_REQUIRED',
  responseChecksumValidation: 'WHEN_REQUIRED',
}

/** Each job lends other credentials, so no client of theirs is kept; what is worth keeping is the connections. */
export const s3ClientFor = (): ClientFor => {
  const own = new S3Client(config)
  const { requestHandler } = own.config
  return credentials => (credentials === undefined ? own : new S3Client({ ...config, requestHandler, credentials }))
}
