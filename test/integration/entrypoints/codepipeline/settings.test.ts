import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { zipSync } from 'fflate'
import { jobEvent } from '../../../../local/aws/job-event.ts'
import type { LocalAws } from '../../../../local/aws/server.ts'
import { localFunction } from '../../../../local/lambda/function.ts'
import { bytesOf } from '../../../support/builders/artifacts.ts'
import { codePipelineBundle } from '../../../support/worlds/bundle.ts'
import { localAwsPerTest } from '../../../support/worlds/local-aws.ts'

/** A job that calls four services. */
const parameters = JSON.stringify({
  distributionId: 'E1',
  itemsFrom: 'SiteOutput::items.txt',
  roleArn: 'arn:aws:iam::222222222222:role/invalidator',
})

const jobId = randomUUID()
const event = jobEvent(jobId, parameters)

/** Settings that would fail each call, in the notation of the SDK's configuration files. */
const unusable = ['region = nowhere', 'use_fips_endpoint = true', 'endpoint_url = http://127.0.0.1:9', 'services = none']

describe('The bundle for CodePipeline, and the settings of its clients', () => {
  const folder = mkdtempSync(join(tmpdir(), 'settings-'))
  after(() => rmSync(folder, { recursive: true }))

  const startAws = localAwsPerTest({ distributionIds: ['E1'] })
  const start = async (): Promise<LocalAws> => {
    const aws = await startAws()
    const { bucketName, objectKey } = event['CodePipeline.job'].data.inputArtifacts[0]?.location.s3Location ?? {}
    aws.s3.put(bucketName ?? '', objectKey ?? '', zipSync({ 'items.txt': bytesOf('/item') }))
    aws.codepipeline.offer(jobId)
    return aws
  }

  const operationsOf = (aws: LocalAws) => aws.calls().map(({ operation }) => operation)

  const run = async (aws: LocalAws, variables: Readonly<Record<string, string>>): Promise<void> => {
    const lambda = localFunction(codePipelineBundle, aws.endpoint, undefined, variables)
    await lambda.invoke(event)
    await lambda.close()
  }

  it('reads no configuration files', async () => {
    const aws = await start()
    const file = join(folder, 'config')
    writeFileSync(file, ['[default]', ...unusable].join('\n'))
    await run(aws, { AWS_CONFIG_FILE: file, AWS_SHARED_CREDENTIALS_FILE: file })
    expect(operationsOf(aws)).to.deep.equal(['GetObject', 'AssumeRole', 'CreateInvalidation', 'PutJobSuccessResult'])
  })

  it('calls each service at its own endpoint, if it has one', async () => {
    const aws = await start()
    const others = { CLOUDFRONT: await start(), CODEPIPELINE: await start(), S3: await start(), STS: await start() }
    const variables = Object.entries(others).map(([service, { endpoint }]) => [`AWS_ENDPOINT_URL_${service}`, endpoint])
    await run(aws, Object.fromEntries(variables))
    expect(operationsOf(aws)).to.deep.equal([])
    expect(Object.values(others).map(operationsOf)).to.deep.equal([
      ['CreateInvalidation'],
      ['PutJobSuccessResult'],
      ['GetObject'],
      ['AssumeRole'],
    ])
  })
})
