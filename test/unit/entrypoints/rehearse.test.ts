import { expect } from 'chai'
import { codePipelineHandler } from '../../../src/entrypoints/codepipeline/handler.ts'
import { rehearsalEvent as job } from '../../../src/entrypoints/codepipeline/rehearsal-event.ts'
import { rehearsalContext, rehearse, silent } from '../../../src/entrypoints/rehearse.ts'
import { s3EventsHandler } from '../../../src/entrypoints/s3-events/handler.ts'
import { originsIn } from '../../../src/entrypoints/s3-events/origins-in.ts'
import { rehearsalOrigins, rehearsalEvent as upload } from '../../../src/entrypoints/s3-events/rehearsal-event.ts'
import { cloudFrontOnLambdaModule } from '../../../src/entrypoints/wiring/cloudfront-on-lambda-module.ts'
import { codePipelineModule } from '../../../src/entrypoints/wiring/codepipeline-module.ts'
import { containerOf, fetchingPortsFrom, portsFrom } from '../../../src/entrypoints/wiring/container.ts'
import { runtimeModule } from '../../../src/entrypoints/wiring/runtime-module.ts'
import { sqsModule } from '../../../src/entrypoints/wiring/sqs-module.ts'
import { Rehearsable } from '../../../src/entrypoints/wiring/tokens.ts'
import { item } from '../../support/builders/arbitraries.ts'

const unknown = { learnFrom: () => undefined }

describe('rehearse', () => {
  const before = { ...process.env }
  beforeEach(() => {
    Object.assign(process.env, {
      AWS_LAMBDA_RUNTIME_API: '127.0.0.1:9001',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
      AWS_REGION: 'eu-west-1',
    })
    Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'A', AWS_SECRET_ACCESS_KEY: 's' })
  })
  afterEach(() => {
    process.env = { ...before }
  })

  it('runs a job to its success, with nothing sent', async () => {
    const container = containerOf(runtimeModule, cloudFrontOnLambdaModule, codePipelineModule)
    const handler = codePipelineHandler({ ...fetchingPortsFrom(container), log: silent }, unknown)
    let answer: unknown
    await rehearse(container.getAll(Rehearsable), async () => {
      answer = await handler(job, rehearsalContext)
    })
    expect(answer).to.include({ _tag: 'Success' }).and.to.have.property('invalidationIds').that.deep.equals(['I0'])
  })

  it('does nothing outside Lambda', async () => {
    delete process.env['AWS_LAMBDA_RUNTIME_API']
    let runs = 0
    await rehearse([], async () => {
      runs += 1
    })
    expect(runs).to.equal(0)
  })

  it('runs a batch to its end, with nothing sent', async () => {
    const container = containerOf(runtimeModule, cloudFrontOnLambdaModule, sqsModule)
    const ports = portsFrom(container)
    const handler = s3EventsHandler({ ...ports, log: silent }, originsIn({ ORIGINS: rehearsalOrigins }, ports.cdn.capabilities), unknown)
    let response: unknown
    await rehearse(container.getAll(Rehearsable), async () => {
      response = await handler(upload, rehearsalContext)
    })
    expect(response).to.deep.equal({ batchItemFailures: [] })
  })

  it('never rejects, and ends the rehearsal', async () => {
    const container = containerOf(runtimeModule, cloudFrontOnLambdaModule, sqsModule)
    const parts = container.getAll(Rehearsable)
    const fail = () => {
      throw new Error('no')
    }
    await rehearse(parts, async () => fail())
    await rehearse(parts, fail)
    await rehearse([], fail)
    const { cdn } = portsFrom(container)
    const request = { targetId: 'E1', host: undefined, items: [item('/*')] as const, reference: 'r', credentials: undefined }
    expect(await cdn.invalidate(request, 2_000)()).to.have.property('_tag', 'Left')
  })
})
