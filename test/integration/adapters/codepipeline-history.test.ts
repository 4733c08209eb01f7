import { CodePipelineClient } from '@aws-sdk/client-codepipeline'
import { expect } from 'chai'
import type { ActionExecution } from '../../../local/aws/codepipeline-state.ts'
import type { Fault } from '../../../local/aws/faults.ts'
import type { LocalAws } from '../../../local/aws/server.ts'
import { readS3Url, s3Url } from '../../../src/adapters/aws/s3-url.ts'
import { codePipelineHistory } from '../../../src/adapters/codepipeline/codepipeline-history.ts'
import type { ActionRun, ListedArtifact } from '../../../src/domain/pipeline/history.ts'
import { actionHistoryContract } from '../../../src/testing/contracts/action-history.ts'
import { actionInput, deploy, run, success } from '../../support/builders/history.ts'
import { leftOf, rightOf } from '../../support/either.ts'
import { clientConfig, localAwsPerTest } from '../../support/worlds/local-aws.ts'

const error = (status: number, code: string): Fault => ({ kind: 'error', status, code })

const denied = error(400, 'AccessDeniedException')
const cursorExpired = error(400, 'InvalidNextTokenException')

const seconds = (milliseconds: number | undefined): number => (milliseconds ?? 0) / 1_000

const toListed = ({ name, location }: ListedArtifact) => ({ name, s3location: readS3Url(location) })

const toExecution = ({
  execution = '',
  stage,
  action,
  status,
  startedAt,
  endedAt,
  deploys,
  inputs,
  outputs,
  parameters,
}: ActionRun): ActionExecution => ({
  pipelineExecutionId: execution,
  stageName: stage,
  actionName: action,
  status,
  startTime: seconds(startedAt),
  lastUpdateTime: seconds(endedAt),
  input: {
    ...(parameters === undefined ? {} : { resolvedConfiguration: { UserParameters: parameters } }),
    actionTypeId: { category: deploys ? 'Deploy' : 'Test' },
    ...(inputs && { inputArtifacts: inputs.map(toListed) }),
  },
  output: { outputArtifacts: outputs.map(toListed) },
})

/** Of the account that the function runs in. */
const account = { get: () => ({ partition: 'aws', id: '111111111111' }) }

const historyOn = (aws: LocalAws) => codePipelineHistory(new CodePipelineClient(clientConfig(aws)), 'eu-west-1', account)

const lookIn = (aws: LocalAws) => historyOn(aws).baseline(actionInput, 2_000)()

describe("CodePipeline's history, through the SDK against the local AWS", () => {
  const start = localAwsPerTest()

  actionHistoryContract<Fault>('CodePipeline', {
    known: { pipeline: 'my-site', stage: 'Deploy', action: 'Invalidate', artifact: 'SiteOutput' },
    others: { pipeline: 'unknown', stage: 'Beta', action: 'Other', artifact: 'Other' },
    locationOf: key => s3Url('artifacts', key),
    copyOf: key => s3Url('artifacts-elsewhere', key),
    abandonedRunsGoOn: true,
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

  /** Runs of a minute each, one after the other, of an action that deploys nothing. */
  const checks = (count: number, at: number) =>
    Array.from({ length: count }, (_, index) => run({ key: `c${index}`, at: at + index * 60, stage: 'Test', action: 'Check' }))

  /** Seconds in the seven days that an action may take. */
  const days = 7 * 86_400

  it('reads on while a run that started less than seven days before the deploy of the last success may be on the next page', async () => {
    const pagesIfFirstPageEndsAt = async (at: number): Promise<number> => {
      const aws = await start()
      const runs = [...checks(400, at + (97 - 400) * 60), ...success({ key: 'a', at: days }), deploy({ key: 'now', at: days + 9 })]
      aws.codepipeline.record('my-site', ...runs.map(toExecution))
      expect(rightOf(await lookIn(aws))).to.have.deep.property('locations', ['s3://artifacts/a'])
      return aws.calls().length
    }
    expect(await pagesIfFirstPageEndsAt(0)).to.equal(2)
    expect(await pagesIfFirstPageEndsAt(-1)).to.equal(1)
  })

  it('takes no baseline of two thousand runs in which none has become certain', async () => {
    const read = async (others: number) => {
      const aws = await start()
      const runs = [...success({ key: 'a', at: 1 }), ...checks(others, 3), deploy({ key: 'now', at: 3 + 60 * others })]
      aws.codepipeline.record('my-site', ...runs.map(toExecution))
      return [rightOf(await lookIn(aws)), aws.calls().length] as const
    }
    expect(await read(1_998)).to.deep.equal([{ _tag: 'NotComparable', why: 'HistoryTooLong' }, 20])
    const [found, calls] = await read(1_997)
    expect(found).to.have.property('_tag', 'Comparable')
    expect(calls).to.equal(20)
  })

  it('reads on after a page that goes wrong only when it is asked again', async () => {
    const aws = await start()
    const runs = [...success({ key: 'a', at: 1 }), ...checks(150, 3), deploy({ key: 'now', at: 20_000 })]
    aws.codepipeline.record('my-site', ...runs.map(toExecution))
    aws.faults.schedule('ListActionExecutions', { kind: 'none' }, cursorExpired)
    expect(leftOf(await lookIn(aws))).to.deep.equal({ _tag: 'HistoryUnavailable', reason: 'InvalidNextTokenException' })
    expect(rightOf(await lookIn(aws))).to.have.deep.property('locations', ['s3://artifacts/a'])
  })

  describe('without fields that CodePipeline may leave out', () => {
    const recorded = [...success({ key: 'a', at: 1 }), deploy({ key: 'now', at: 5 })].map(toExecution)
    const other = toExecution(deploy({ key: 'b', at: 3, stage: 'Test' }))

    const found = async (...executions: ReadonlyArray<ActionExecution>) => {
      const aws = await start()
      aws.codepipeline.record('my-site', ...recorded, ...executions)
      const baseline = rightOf(await lookIn(aws))
      return baseline._tag === 'Comparable' ? [...baseline.locations].sort() : baseline
    }
    const both = ['s3://artifacts/a', 's3://artifacts/b']
    const unknown = { _tag: 'NotComparable', why: 'InputsNotListed' }

    const { actionTypeId: _, ...withoutCategory } = other.input ?? {}
    const { inputArtifacts: __, ...withoutInputs } = other.input ?? {}
    const { startTime: ___, ...withoutStart } = { ...other, status: 'Abandoned' } as const
    const { status: ____, ...withoutStatus } = { ...other, lastUpdateTime: 0 }
    const table: ReadonlyArray<readonly [string, ActionExecution, unknown]> = [
      ['counts a run as a deploy without its category', { ...other, input: withoutCategory }, both],
      ['knows no artifact of a deploy without inputs', { ...other, input: withoutInputs }, unknown],
      ['knows no artifact of a deploy without anything', { ...other, input: {} }, unknown],
      ['counts a run without a status as not ended', withoutStatus as ActionExecution, both],
      ['counts an abandoned run without a start as not ended', { ...withoutStart, lastUpdateTime: 0 }, both],
      [
        'knows no artifact of a deploy with an artifact without a location',
        {
          ...other,
          input: { ...other.input, inputArtifacts: [{ name: 'Other', s3location: { bucket: 'b', key: 'k' } }, { name: 'SiteOutput' }] },
        },
        unknown,
      ],
      ...(['Source', 'Approval'] as const).map(
        category =>
          [
            `knows that a run of category ${category} takes none`,
            { ...other, stageName: 'Deploy', input: { actionTypeId: { category } } },
            ['s3://artifacts/a'],
          ] as const,
      ),
      [
        'does not know that of one of category Test',
        { ...other, stageName: 'Deploy', input: { actionTypeId: { category: 'Test' } } },
        unknown,
      ],
      [
        'ignores that of one of category Test in another stage',
        { ...other, input: { actionTypeId: { category: 'Test' } } },
        ['s3://artifacts/a'],
      ],
    ]
    for (const [what, execution, expected] of table) {
      it(what, async () => {
        expect(await found(execution)).to.deep.equal(expected)
      })
    }
  })
})
