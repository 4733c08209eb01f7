import type {
  ActionExecutionDetail,
  ListActionExecutionsCommandInput,
  ListActionExecutionsCommandOutput,
} from '@aws-sdk/client-codepipeline'
import type { ActionInput, ActionRun } from '../../domain/pipeline/history.ts'
import type { HistoryFailure } from '../../domain/pipeline/history-failure.ts'
import { readSdkFailure } from '../aws/sdk-failure.ts'

/** The most that CodePipeline gives at once. https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_ListActionExecutions.html */
const maxResults = 100

/** What is sent for one page. */
export const toInput = ({ pipeline }: ActionInput, nextToken: string | undefined): ListActionExecutionsCommandInput => ({
  pipelineName: pipeline,
  maxResults,
  ...(nextToken === undefined ? {} : { nextToken }),
})

const toInputs = (execution: ActionExecutionDetail): ActionRun['inputs'] =>
  (execution.input?.inputArtifacts ?? []).flatMap(({ name, s3location }) => {
    const { bucket, key } = s3location ?? {}
    return name === undefined || bucket === undefined || key === undefined ? [] : [{ name, location: { bucket, key } }]
  })

/** Without a status it is taken for one under way: what it does may be served. */
const toRun = (execution: ActionExecutionDetail): ActionRun => ({
  stage: execution.stageName ?? '',
  action: execution.actionName ?? '',
  status: execution.status ?? 'InProgress',
  startedAt: execution.startTime?.getTime(),
  endedAt: execution.lastUpdateTime?.getTime(),
  inputs: toInputs(execution),
  parameters: execution.input?.resolvedConfiguration?.['UserParameters'] ?? execution.input?.configuration?.['UserParameters'],
})

/** What one page says. */
export const toRuns = ({ actionExecutionDetails = [] }: ListActionExecutionsCommandOutput): ReadonlyArray<ActionRun> =>
  actionExecutionDetails.map(toRun)

const pipelineArn = ({ account, pipeline }: ActionInput, region: string): string =>
  `arn:${account?.partition ?? 'aws'}:codepipeline:${region}:${account?.id ?? '*'}:${pipeline}`

/** The errors of the operation by their codes. https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_ListActionExecutions.html */
const readRefusal = (input: ActionInput, region: string, code: string): HistoryFailure => {
  switch (code) {
    case 'PipelineNotFoundException':
      return { _tag: 'PipelineNotFound', pipeline: input.pipeline }
    case 'AccessDenied':
    case 'AccessDeniedException':
      return { _tag: 'HistoryDenied', permission: 'codepipeline:ListActionExecutions', resource: pipelineArn(input, region) }
    // The history changed under its reader, who begins again at its first page.
    case 'InvalidNextTokenException':
      return { _tag: 'HistoryUnavailable', reason: code }
    default:
      return { _tag: 'HistoryRejected', code }
  }
}

/** Why CodePipeline did not tell. */
export const toFailure =
  (input: ActionInput, region: string) =>
  (error: unknown): HistoryFailure => {
    const failure = readSdkFailure(error)
    switch (failure._tag) {
      case 'Throttled':
      case 'Fault':
        return { _tag: 'HistoryUnavailable', reason: failure.code }
      case 'NoAnswer':
        return { _tag: 'HistoryUnavailable', reason: failure.reason }
      case 'Rejected':
        return readRefusal(input, region, failure.code)
    }
  }
