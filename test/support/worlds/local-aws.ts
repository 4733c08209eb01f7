import type { CloudFrontOptions } from '../../../local/aws/cloudfront.ts'
import { type Call, type LocalAws, startLocalAws } from '../../../local/aws/server.ts'

/** The access key id of the function's own credentials. */
export const ownKey = 'ASIATEST'

/** The configuration with which an SDK client calls the local AWS. */
export const clientConfig = (aws: LocalAws) => ({
  endpoint: aws.endpoint,
  region: 'eu-west-1',
  credentials: { accessKeyId: ownKey, secretAccessKey: 'secret' },
  maxAttempts: 1,
})

/** Whole hours by which the clock of a caller was ahead of this machine's, as it signed the call. */
export const hoursAhead = ({ at, signedAt = '' }: Call): number => {
  const signed = signedAt.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z')
  const hours = Math.round((Date.parse(signed) - at) / 3_600_000)
  return hours === 0 ? 0 : hours
}

/** Starts local AWS servers for the tests of one suite, and closes them after each test. */
export const localAwsPerTest = (options: CloudFrontOptions = {}): (() => Promise<LocalAws>) => {
  const started: LocalAws[] = []
  afterEach(async () => {
    await Promise.all(started.splice(0).map(aws => aws.close()))
  })
  return async () => {
    const aws = await startLocalAws(options)
    started.push(aws)
    return aws
  }
}

/** Sets the environment variables that Lambda sets, for clients that read them. Restores the environment after each test. */
export const environmentPerTest = (): ((aws: LocalAws) => void) => {
  const before = { ...process.env }
  afterEach(() => {
    process.env = { ...before }
  })
  return aws => {
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: aws.endpoint,
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: ownKey,
      AWS_SECRET_ACCESS_KEY: 'secret',
    })
  }
}
