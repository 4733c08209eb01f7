import { expect } from 'chai'
import fc from 'fast-check'
import { spy } from 'sinon'
import { artifactCredentials, jobEvent } from '../../../../local/aws/job-event.ts'
import { ownAccount } from '../../../../src/adapters/aws/account.ts'
import { codePipelineHandler } from '../../../../src/entrypoints/codepipeline/handler.ts'
import type { LambdaContext } from '../../../../src/entrypoints/lambda.ts'
import { containerOf, fetchingPortsFrom } from '../../../../src/entrypoints/wiring/container.ts'
import * as token from '../../../../src/entrypoints/wiring/tokens.ts'
import { fakesOf } from '../../../support/worlds/fakes-module.ts'
import { knownJob, type World, world } from '../../../support/worlds/world.ts'

const context: LambdaContext = {
  awsRequestId: '22222222-abcd-1111-abcd-222222abcdef',
  invokedFunctionArn: 'arn:aws:lambda:eu-west-1:111111111111:function:f',
  getRemainingTimeInMillis: () => 60_000,
}

const good = '{"distributionId": "E1", "items": ["/*"]}'

/** The handler with fakes instead of CloudFront and CodePipeline. */
const handlerIn = (here: World) => {
  const container = containerOf(fakesOf({ ...here.ports, cdn: here.cdn, reporter: here.reporter }))
  return codePipelineHandler(fetchingPortsFrom(container), container.get(token.OwnAccount))
}

const rejection = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'resolved',
    (error: Error) => error.message,
  )

describe('codePipelineHandler', () => {
  it('resolves with the reported answer', async () => {
    const here = world()
    const answer = await handlerIn(here)(jobEvent(knownJob, good), context)
    expect(here.reporter.answers.get(knownJob)).to.deep.equal(answer)
  })

  it("reads its own account from the function's ARN", async () => {
    const here = world()
    const account = ownAccount()
    await codePipelineHandler(here.ports, account)(jobEvent(knownJob, good), context)
    expect(account.get()).to.deep.equal({ partition: 'aws', id: '111111111111' })
  })

  it('reports before the Lambda timeout', async () => {
    const here = world()
    here.cdn.misbehave({ _tag: 'Hang' }, { _tag: 'Hang' })
    const startedAt = here.clock.now()
    await handlerIn(here)(jobEvent(knownJob, good), { ...context, getRemainingTimeInMillis: () => 1_900 })
    expect(here.clock.now() - startedAt).to.be.below(1_900)
    expect(here.reporter.answers.get(knownJob)).to.include({ _tag: 'Continuation' })
  })

  for (const event of [undefined, null, {}, { Records: [] }, 'x'.repeat(1_000_000)]) {
    it(`rejects ${JSON.stringify(event)?.slice(0, 20)}, calls no service and logs the reason`, async () => {
      const here = world()
      expect(await rejection(handlerIn(here)(event, context))).to.match(
        /is not a CodePipeline job: expected an object with "CodePipeline\.job"/,
      )
      expect([here.cdn.calls(), here.reporter.calls()]).to.deep.equal([0, 0])
      expect(here.log.entries.map(({ _tag }) => _tag)).to.deep.equal(['EventRejected'])
    })
  }

  it('rejects if the answer could not be reported, so that Lambda counts an error and retries', async () => {
    const here = world([])
    expect(await rejection(handlerIn(here)(jobEvent(knownJob, good), context))).to.match(/no such job in this account and Region/)
  })

  it('reports a failure after an unexpected error', async () => {
    const here = world()
    const invalidate = spy(() => {
      throw new TypeError(`secret in ${artifactCredentials.sessionToken}`)
    })
    const report = spy(here.reporter.report)
    const handler = handlerIn({ ...here, cdn: { ...here.cdn, invalidate }, reporter: { ...here.reporter, report } })
    expect(await handler(jobEvent(knownJob, good), context)).to.include({ kind: 'failed' })
    expect(invalidate.callCount).to.equal(1)
    expect(report.firstCall.args[2]).to.be.above(1_000)
    expect(here.reporter.answers.get(knownJob)).to.include({ kind: 'failed' })
    const logged = JSON.stringify(here.log.entries.filter(({ _tag }) => _tag === 'UnexpectedError'))
    expect(logged).to.include('TypeError').and.to.include('handler.test.ts')
    expect(logged).not.to.include('secret')
    expect(here.log.entries.at(-1)).to.have.property('_tag', 'Finished')
  })

  it('retries the report of that failure, and sends a minimal one if it is invalid', async () => {
    const here = world()
    here.reporter.misbehave(
      { _tag: 'Refuse', failure: { _tag: 'ReporterUnavailable', reason: '503' } },
      { _tag: 'Refuse', failure: { _tag: 'ReportInvalid', code: 'ValidationException' } },
    )
    const handler = handlerIn({ ...here, cdn: { ...here.cdn, invalidate: () => () => Promise.reject('text') } })
    expect(await handler(jobEvent(knownJob, good), context)).to.include({ kind: 'failed', isLastResort: true })
    expect(here.reporter.calls()).to.equal(3)
    const paused = here.log.entries.flatMap(entry => (entry._tag === 'Paused' ? [entry.milliseconds] : []))
    expect(here.log.entries.at(-1)).to.include({ _tag: 'Finished', milliseconds: paused[0] })
  })

  it('reports a failure if planning throws', async () => {
    const here = world()
    const { capabilities } = here.cdn
    const broken = {
      ...capabilities,
      paths: {
        ...capabilities.paths,
        get maxLength(): number {
          throw new RangeError('planning')
        },
      },
    }
    const handler = handlerIn({ ...here, cdn: { ...here.cdn, capabilities: broken } })
    expect(await handler(jobEvent(knownJob, good), context)).to.include({ kind: 'failed' })
    expect(here.reporter.answers.get(knownJob)).to.include({ kind: 'failed' })
    expect(here.log.entries.map(({ _tag }) => _tag)).to.deep.equal(['UnexpectedError', 'Reported', 'Finished'])
  })

  it('reports a failure after a thrown value that is not an error', async () => {
    const here = world()
    const handler = handlerIn({ ...here, cdn: { ...here.cdn, invalidate: () => () => Promise.reject('text') } })
    expect(await handler(jobEvent(knownJob, good), context)).to.include({ kind: 'failed' })
    expect(here.log.entries).to.deep.include({ _tag: 'UnexpectedError', jobId: knownJob, error: 'string' })
  })

  describe('for any event', () => {
    const parameters = fc.oneof(
      fc.jsonValue(),
      fc.json(),
      fc
        .record(
          {
            distributionId: fc.oneof(fc.constantFrom('E1', 'E2', 'E404', ''), fc.array(fc.constantFrom('E1', 'E404')), fc.jsonValue()),
            items: fc.oneof(fc.array(fc.string()), fc.constant(['/*']), fc.jsonValue()),
            dryRun: fc.oneof(fc.boolean(), fc.jsonValue()),
            roleArn: fc.string(),
            extra: fc.jsonValue(),
          },
          { requiredKeys: [] },
        )
        .map(value => JSON.stringify(value)),
    )
    const event = fc.oneof(
      fc.tuple(parameters, fc.jsonValue()).map(([text, extra]) => ({ ...jobEvent(knownJob, text), extra })),
      fc.jsonValue().map(data => ({ 'CodePipeline.job': { id: knownJob, data } })),
    )

    it('reports exactly one answer if there is a job id, and outputs no credential', async () => {
      await fc.assert(
        fc.asyncProperty(event, async given => {
          const here = world()
          const answer = await handlerIn(here)(given, context)
          expect(here.reporter.answers.size).to.equal(1)
          expect(here.reporter.calls()).to.equal(1)
          const output = JSON.stringify([answer, here.log.entries])
          for (const secret of [artifactCredentials.accessKeyId, artifactCredentials.secretAccessKey, artifactCredentials.sessionToken]) {
            expect(output).not.to.include(secret)
          }
        }),
      )
    })

    it('rejects without a job id, and calls no service', async () => {
      await fc.assert(
        fc.asyncProperty(fc.jsonValue(), async given => {
          const here = world()
          expect(await rejection(handlerIn(here)(given, context))).to.match(/not a CodePipeline job/)
          expect(here.cdn.calls() + here.reporter.calls()).to.equal(0)
        }),
      )
    })
  })
})
