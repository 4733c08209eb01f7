import { CodePipelineClient } from '@aws-sdk/client-codepipeline'
import { expect } from 'chai'
import type { ActionExecution } from '../../../local/aws/codepipeline.ts'
import type { Fault } from '../../../local/aws/faults.ts'
import type { LocalAws } from '../../../local/aws/server.ts'
import { codePipelineHistory } from '../../../src/adapters/codepipeline/codepipeline-history.ts'
import type { ActionRun } from '../../../src/domain/pipeline/history.ts'
import { actionHistoryContract, type Trouble } from '../../contracts/action-history.ts'
import { leftOf, rightOf } from '../../support/either.ts'
import { actionInput, run } from '../../support/history.ts'
import { clientConfig, localAwsPerTest } from '../../support/local-aws.ts'

const error = (status: number, code: string): Fault => ({ kind: 'error', status, code })

const troubles: Readonly<Record<Trouble, Fault>> = {
  Denied: error(400, 'AccessDeniedException'),
  Throttled: error(400, 'ThrottlingException'),
  Fault: error(500, 'InternalFailure'),
  Invalid: error(400, 'ValidationException'),
  TokenExpired: error(400, 'InvalidNextTokenException'),
  Lost: { kind: 'drop-before' },
  Hang: { kind: 'hang' },
}

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
    inputArtifacts: inputs.map(({ name, location }) => ({ name, s3location: location })),
  },
})

const lookIn = (aws: LocalAws) =>
  codePipelineHistory(new CodePipelineClient(clientConfig(aws)), 'eu-west-1').lastSuccess(actionInput, 2_000)()

describe("CodePipeline's history, through the SDK against the local AWS", () => {
  const start = localAwsPerTest()

  actionHistoryContract('CodePipeline', async () => {
    const aws = await start()
    aws.codepipeline.record(actionInput.pipeline)
    return {
      history: codePipelineHistory(new CodePipelineClient(clientConfig(aws)), 'eu-west-1'),
      record: (...runs) => aws.codepipeline.record(actionInput.pipeline, ...runs.map(toExecution)),
      arrange: trouble => aws.faults.schedule('ListActionExecutions', troubles[trouble]),
      calls: () => aws.calls().length,
    }
  })

  it('names the permission, and the pipeline by its ARN', async () => {
    const aws = await start()
    aws.faults.schedule('ListActionExecutions', troubles.Denied)
    expect(leftOf(await lookIn(aws))).to.deep.equal({
      _tag: 'HistoryDenied',
      permission: 'codepipeline:ListActionExecutions',
      resource: 'arn:aws:codepipeline:eu-west-1:111111111111:my-site',
    })
  })

  it('reads one page behind the one with the last success, and no more', async () => {
    const aws = await start()
    aws.codepipeline.record('my-site', ...Array.from({ length: 1_000 }, (_, index) => toExecution(run({ key: `a${index}`, at: index }))))
    expect(rightOf(await lookIn(aws))?.key).to.equal('a999')
    expect(aws.calls()).to.have.length(2)
  })

  it('takes no baseline of two thousand runs in which none has become certain', async () => {
    const aws = await start()
    const others = Array.from({ length: 2_000 }, (_, index) => toExecution(run({ key: `b${index}`, at: index + 2, stage: 'Test' })))
    aws.codepipeline.record('my-site', toExecution(run({ key: 'a', at: 1 })), ...others)
    expect(rightOf(await lookIn(aws))).to.equal(undefined)
    expect(aws.calls()).to.have.length(20)
  })

  it('reads on behind a page that goes wrong only when it is asked again', async () => {
    const aws = await start()
    aws.codepipeline.record('my-site', ...Array.from({ length: 150 }, (_, index) => toExecution(run({ key: `a${index}`, at: index }))))
    aws.faults.schedule('ListActionExecutions', { kind: 'none' }, troubles.TokenExpired)
    expect(leftOf(await lookIn(aws))).to.deep.equal({ _tag: 'HistoryUnavailable', reason: 'InvalidNextTokenException' })
    expect(rightOf(await lookIn(aws))?.key).to.equal('a149')
  })
})
