import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { jobEvent } from '../../../local/aws/job-event.ts'
import type { LocalAws } from '../../../local/aws/server.ts'
import { type LocalFunction, localFunction } from '../../../local/lambda/function.ts'
import { certificateFor } from '../../../local/tls/certificate.ts'
import { type Behaviour, startTlsServer, type TlsServer } from '../../../local/tls/server.ts'
import { codePipelineBundle, s3EventsBundle } from '../../support/worlds/bundle.ts'
import { localAwsPerTest } from '../../support/worlds/local-aws.ts'

const certificate = certificateFor('localhost')

/** An event that every function rejects before it calls a service. */
const meaningless = {}

describe('A function that starts', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rehearsal-'))
  const trusted = join(folder, 'certificate.pem')
  writeFileSync(trusted, certificate.cert)
  after(() => rmSync(folder, { recursive: true }))

  const startAws = localAwsPerTest({ distributionIds: ['E1'] })
  const closing: Array<LocalFunction | TlsServer> = []
  afterEach(async () => {
    for (const { close } of closing.splice(0)) await close()
  })

  let aws: LocalAws
  let cloudFront: TlsServer
  let codePipeline: TlsServer

  /** Starts a function that calls each service by HTTPS. Its first connections behave as given. */
  const start = async (bundle: string, ...behaviours: ReadonlyArray<Behaviour>): Promise<LocalFunction> => {
    aws = await startAws()
    const port = Number(new URL(aws.endpoint).port)
    cloudFront = await startTlsServer(certificate, port)
    codePipeline = await startTlsServer(certificate, port)
    for (const server of [cloudFront, codePipeline]) server.next(...behaviours)
    const lambda = localFunction(bundle, aws.endpoint, undefined, {
      NODE_EXTRA_CA_CERTS: trusted,
      AWS_ENDPOINT_URL_CLOUDFRONT: `https://localhost:${cloudFront.port}`,
      AWS_ENDPOINT_URL_CODEPIPELINE: `https://localhost:${codePipeline.port}`,
      ORIGINS: '[{"bucket": "my-site", "distributionId": "E1"}]',
    })
    closing.push(lambda, cloudFront, codePipeline)
    await lambda.invoke(meaningless)
    return lambda
  }

  const connections = () => [cloudFront.connections(), codePipeline.connections()]
  const operations = () => aws.calls().map(({ operation }) => operation)

  const run = async (lambda: LocalFunction) => {
    const jobId = randomUUID()
    aws.codepipeline.offer(jobId)
    const { outcome } = await lambda.invoke(jobEvent(jobId, '{"distributionId": "E1", "items": ["/*"]}'))
    expect(outcome).to.include({ _tag: 'Resolved' })
    expect(aws.codepipeline.resultOf(jobId)?.operation).to.equal('PutJobSuccessResult')
    expect(aws.cloudfront.invalidations()).to.have.length(1)
  }

  it('has opened a connection to each service of the usual job, and sent nothing', async () => {
    await start(codePipelineBundle)
    expect(connections()).to.deep.equal([1, 1])
    expect(operations()).to.deep.equal([])
  })

  it('has opened a connection to CloudFront only, if it is for S3 events', async () => {
    await start(s3EventsBundle)
    expect(connections()).to.deep.equal([1, 0])
    expect(operations()).to.deep.equal([])
  })

  it('uses its connections for the first job', async () => {
    await run(await start(codePipelineBundle))
    expect(connections()).to.deep.equal([1, 1])
    expect(operations()).to.deep.equal(['CreateInvalidation', 'PutJobSuccessResult'])
  })

  it('opens others if the services have closed them', async () => {
    await run(await start(codePipelineBundle, 'close when idle'))
    expect(connections()).to.deep.equal([2, 2])
    expect(operations()).to.deep.equal(['CreateInvalidation', 'PutJobSuccessResult'])
  })

  it('repeats a request if a service closes the connection as it is sent', async () => {
    await run(await start(codePipelineBundle, 'close on request'))
    expect(connections()).to.deep.equal([2, 2])
    expect(operations()).to.deep.equal(['CreateInvalidation', 'PutJobSuccessResult'])
  })

  it('creates nothing twice if a service closes the connection after it was read', async () => {
    await run(await start(codePipelineBundle, 'close on response'))
    expect(connections()).to.deep.equal([2, 2])
    expect(operations()).to.deep.equal(['CreateInvalidation', 'CreateInvalidation', 'PutJobSuccessResult', 'PutJobSuccessResult'])
  })

  it('starts without connections if it reaches no service', async () => {
    const endpoint = 'https://localhost:1'
    const lambda = localFunction(codePipelineBundle, endpoint)
    closing.push(lambda)
    const { outcome } = await lambda.invoke(meaningless)
    expect(outcome).to.include({ _tag: 'Rejected' })
    expect(outcome._tag === 'Rejected' && outcome.error).to.include('The event is not')
  })
})
