import type {
  ActionExecutionDetail,
  ListActionExecutionsCommandInput,
  ListActionExecutionsCommandOutput,
} from '@aws-sdk/client-codepipeline'
import type { ActionInput, ActionRun } from '../../domain/pipeline/history.ts'
import type { HistoryFailure } from '../../domain/pipeline/history-failure.ts'
import type { Account } from '../aws/account.ts'
import { s3Url } from '../aws/s3-url.ts'
import { readSdkFailure } from '../aws/sdk-failure.ts'

/** Runs per page; the maximum. https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_ListActionExecutions.html */
const maxResults = 100

/** The input of `ListActionExecutions` for one page. */
export const toInput = ({ pipeline }: ActionInput, nextToken: string | undefined): ListActionExecutionsCommandInput => ({
  pipelineName: pipeline,
  maxResults,
  ...(nextToken === undefined ? {} : { nextToken }),
})

const toInputs = (execution: ActionExecutionDetail): ActionRun['inputs'] =>
  (execution.input?.inputArtifacts ?? []).flatMap(({ name, s3location }) => {
    const { bucket, key } = s3location ?? {}
    return name === undefined || bucket === undefined || key === undefined ? [] : [{ name, location: s3Url(bucket, key) }]
  })

/** A run without a status counts as in progress, because its artifact may be served. */
const toRun = (execution: ActionExecutionDetail): ActionRun => ({
  stage: execution.stageName ?? '',
  action: execution.actionName ?? '',
  status: execution.status ?? 'InProgress',
  startedAt: execution.startTime?.getTime(),
  endedAt: execution.lastUpdateTime?.getTime(),
  inputs: toInputs(execution),
  parameters: execution.input?.resolvedConfiguration?.['UserParameters'] ?? execution.input?.configuration?.['UserParameters'],
})

/** The runs of one page. */
export const toRuns = ({ actionExecutionDetails = [] }: ListActionExecutionsCommandOutput): ReadonlyArray<ActionRun> =>
  actionExecutionDetails.map(toRun)

/** Where a pipeline is: the client's Region, and the account in which this program runs, if known. */
export interface Place {
  readonly region: string
  readonly account: Account | undefined
}

const pipelineArn = (pipeline: string, { region, account }: Place): string =>
  `arn:${account?.partition ?? 'aws'}:codepipeline:${region}:${account?.id ?? '*'}:${pipeline}`

/** The operation's own errors, by code. https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_ListActionExecutions.html */
const readRejection = ({ pipeline }: ActionInput, place: Place, code: string): HistoryFailure => {
  switch (code) {
    case 'PipelineNotFoundException':
      return { _tag: 'PipelineNotFound', pipeline, where: "in this function's account and Region" }
    case 'AccessDenied':
    case 'AccessDeniedException':
      return { _tag: 'HistoryDenied', permission: 'codepipeline:ListActionExecutions', resource: pipelineArn(pipeline, place) }
    // The history changed while it was read; the next attempt starts at its first page.
    case 'InvalidNextTokenException':
      return { _tag: 'HistoryUnavailable', reason: code }
    default:
      return { _tag: 'HistoryRejected', code }
  }
}

/** Why CodePipeline did not return its history. */
export const toFailure =
  (input: ActionInput, place: Place) =>
  (error: unknown): HistoryFailure => {
    const failure = readSdkFailure(error)
    switch (failure._tag) {
      case 'Throttled':
      case 'Fault':
        return { _tag: 'HistoryUnavailable', reason: failure.code }
      case 'NoAnswer':
        return { _tag: 'HistoryUnavailable', reason: failure.reason }
      case 'Unauthenticated':
        return { _tag: 'HistoryUnauthenticated', code: failure.code }
      case 'Rejected':
        return readRejection(input, place, failure.code)
    }
  }
