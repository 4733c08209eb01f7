import type {
  ActionExecutionDetail,
  ListActionExecutionsCommandInput,
  ListActionExecutionsCommandOutput,
  ArtifactDetail as ListedByCodePipeline,
} from '@aws-sdk/client-codepipeline'
import type { ActionInput, ActionRun, ListedArtifact } from '../../domain/pipeline/history.ts'
import type { HistoryFailure } from '../../domain/pipeline/history-failure.ts'
import type { Account } from '../aws/account.ts'
import { s3Url } from '../aws/s3-url.ts'
import { readSdkFailure } from '../aws/sdk-failure.ts'

/** Runs per page; the maximum. https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_ListActionExecutions.html */
const maxResults = 100

/**
 * Milliseconds that an action runs at most: seven days, in Step Functions. Approvals may take longer, and deploy nothing.
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html
 */
export const maxActionTime = 7 * 86_400_000

/** The input of `ListActionExecutions` for one page. */
export const toInput = ({ pipeline }: ActionInput, nextToken: string | undefined): ListActionExecutionsCommandInput => ({
  pipelineName: pipeline,
  maxResults,
  ...(nextToken === undefined ? {} : { nextToken }),
})

const toListed = (artifacts: ReadonlyArray<ListedByCodePipeline>): ReadonlyArray<ListedArtifact> =>
  artifacts.flatMap(({ name, s3location }) => {
    const { bucket, key } = s3location ?? {}
    return name === undefined || bucket === undefined || key === undefined ? [] : [{ name, location: s3Url(bucket, key), store: bucket }]
  })

/** Categories of actions that take no artifact. https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-action-artifacts.html */
const categoriesWithoutInput = ['Source', 'Approval']

/** An input artifact without a name or a location counts as not listed, and so do all the others with it. */
const toInputs = ({ input }: ActionExecutionDetail): ActionRun['inputs'] => {
  const { inputArtifacts, actionTypeId } = input ?? {}
  if (inputArtifacts === undefined) return categoriesWithoutInput.includes(actionTypeId?.category ?? '') ? [] : undefined
  const listed = toListed(inputArtifacts)
  return listed.length < inputArtifacts.length ? undefined : listed
}

/** When a run can have written for the last time. An abandoned action may continue for as long as an action may run. */
const endOf = ({ status, startTime, lastUpdateTime }: ActionExecutionDetail): number | undefined =>
  status === 'Abandoned' ? startTime && startTime.getTime() + maxActionTime : lastUpdateTime?.getTime()

/** A run without a status counts as in progress, because its artifact may be served. */
const toRun = (execution: ActionExecutionDetail): ActionRun => ({
  execution: execution.pipelineExecutionId,
  stage: execution.stageName ?? '',
  action: execution.actionName ?? '',
  status: execution.status ?? 'InProgress',
  startedAt: execution.startTime?.getTime(),
  endedAt: endOf(execution),
  deploys: (execution.input?.actionTypeId?.category ?? 'Deploy') === 'Deploy',
  inputs: toInputs(execution),
  outputs: toListed(execution.output?.outputArtifacts ?? []),
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
