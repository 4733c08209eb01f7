import type { CloudFrontOptions } from '../../local/aws/cloudfront.ts'
import { type LocalAws, startLocalAws } from '../../local/aws/server.ts'

/** The key of whoever has none lent. */
export const ownKey = 'ASIATEST'

/** What a real SDK client needs to talk to the local AWS. */
export const clientConfig = (aws: LocalAws) => ({
  endpoint: aws.endpoint,
  region: 'eu-west-1',
  credentials: { accessKeyId: ownKey, secretAccessKey: 'secret' },
  maxAttempts: 1,
})

/** Fresh local AWSs for the tests of one suite, all closed after each test. */
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

/** Puts what Lambda has in its environment there, for clients that are made as they are on Lambda. Taken away after each test. */
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
