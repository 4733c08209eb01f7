import type { CloudFrontOptions } from '../../local/aws/cloudfront.ts'
import { type LocalAws, startLocalAws } from '../../local/aws/server.ts'

/** What a real SDK client needs to talk to the local AWS. */
export const clientConfig = (aws: LocalAws) => ({
  endpoint: aws.endpoint,
  region: 'eu-west-1',
  credentials: { accessKeyId: 'ASIATEST', secretAccessKey: 'secret' },
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
