import { CodePipelineClient } from '@aws-sdk/client-codepipeline'
import { expect } from 'chai'
import type { ActionExecution } from '../../../local/aws/codepipeline.ts'
import type { Fault } from '../../../local/aws/faults.ts'
import type { LocalAws } from '../../../local/aws/server.ts'
import { readS3Url, s3Url } from '../../../src/adapters/aws/s3-url.ts'
import { codePipelineHistory } from '../../../src/adapters/codepipeline/codepipeline-history.ts'
import type { ActionRun } from '../../../src/domain/pipeline/history.ts'
import { actionHistoryContract } from '../../../src/testing/contracts/action-history.ts'
import { actionInput, run } from '../../support/builders/history.ts'
import { leftOf, rightOf } from '../../support/either.ts'
import { clientConfig, localAwsPerTest } from '../../support/worlds/local-aws.ts'

const error = (status: number, code: string): Fault => ({ kind: 'error', status, code })

const denied = error(400, 'AccessDeniedException')
const cursorExpired = error(400, 'InvalidNextTokenException')

const seconds = (milliseconds: number | undefined): number => (milliseconds ?? 0) / 1_000

const toExecution = ({ stage, action, status, startedAt, endedAt, inputs, parameters }: ActionRun): ActionExecution => ({
  pipelineExecutionId: '22222222-abcd-1111-abcd-111111abcdef',
  stageName: stage,
  actionName: action,
  status,
  startTime: seconds(startedAt),
  lastUpdateTime: seconds(endedAt),
  input: {
    ...(parameters === undefined ? {} : { resolvedConfiguration: { UserParameters: parameters } }),
    inputArtifacts: inputs.map(({ name, location }) => ({ name, s3location: readS3Url(location) })),
  },
})

/** Of the account that the function runs in. */
const account = { get: () => ({ partition: 'aws', id: '111111111111' }) }

const historyOn = (aws: LocalAws) => codePipelineHistory(new CodePipelineClient(clientConfig(aws)), 'eu-west-1', account)

const lookIn = (aws: LocalAws) => historyOn(aws).lastSuccess(actionInput, 2_000)()

describe("CodePipeline's history, through the SDK against the local AWS", () => {
  const start = localAwsPerTest()

  actionHistoryContract<Fault>('CodePipeline', {
    known: { pipeline: 'my-site', stage: 'Deploy', action: 'Invalidate', artifact: 'SiteOutput' },
    others: { pipeline: 'unknown', stage: 'Beta', action: 'Other', artifact: 'Other' },
    locationOf: key => s3Url('artifacts', key),
    faults: {
      Denied: denied,
      Unauthenticated: error(400, 'ExpiredTokenException'),
      Throttled: error(400, 'ThrottlingException'),
      ServerError: error(500, 'InternalFailure'),
      Rejected: error(400, 'ValidationException'),
      CursorExpired: cursorExpired,
      Lost: { kind: 'drop-before' },
      Hang: { kind: 'hang' },
    },
    start: async () => {
      const aws = await start()
      aws.codepipeline.record('my-site')
      return {
        history: historyOn(aws),
        record: (...runs) => aws.codepipeline.record('my-site', ...runs.map(toExecution)),
        arrange: fault => aws.faults.schedule('ListActionExecutions', fault),
        calls: () => aws.calls().length,
      }
    },
  })

  it('names the permission, and the pipeline by its ARN', async () => {
    const aws = await start()
    aws.faults.schedule('ListActionExecutions', denied)
    expect(leftOf(await lookIn(aws))).to.deep.equal({
      _tag: 'HistoryDenied',
      permission: 'codepipeline:ListActionExecutions',
      resource: 'arn:aws:codepipeline:eu-west-1:111111111111:my-site',
    })
  })

  it('reads one page after the one with the last success, and no more', async () => {
    const aws = await start()
    aws.codepipeline.record('my-site', ...Array.from({ length: 1_000 }, (_, index) => toExecution(run({ key: `a${index}`, at: index }))))
    expect(rightOf(await lookIn(aws))?.location).to.equal('s3://artifacts/a999')
    expect(aws.calls()).to.have.length(2)
  })

  it('takes no baseline of two thousand runs in which none has become certain', async () => {
    const aws = await start()
    const others = Array.from({ length: 2_000 }, (_, index) => toExecution(run({ key: `b${index}`, at: index + 2, stage: 'Test' })))
    aws.codepipeline.record('my-site', toExecution(run({ key: 'a', at: 1 })), ...others)
    expect(rightOf(await lookIn(aws))).to.equal(undefined)
    expect(aws.calls()).to.have.length(20)
  })

  it('reads on after a page that goes wrong only when it is asked again', async () => {
    const aws = await start()
    aws.codepipeline.record('my-site', ...Array.from({ length: 150 }, (_, index) => toExecution(run({ key: `a${index}`, at: index }))))
    aws.faults.schedule('ListActionExecutions', { kind: 'none' }, cursorExpired)
    expect(leftOf(await lookIn(aws))).to.deep.equal({ _tag: 'HistoryUnavailable', reason: 'InvalidNextTokenException' })
    expect(rightOf(await lookIn(aws))?.location).to.equal('s3://artifacts/a149')
  })
})
