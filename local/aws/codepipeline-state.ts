import { createHash } from 'node:crypto'
import { completed, type Readings, type SomeReadings } from './readings.ts'
import { type AwsError, awsError, ok, type Result } from './result.ts'

/** The result that a job was given. */
export interface JobResult {
  readonly operation: 'PutJobSuccessResult' | 'PutJobFailureResult'
  readonly executionDetails?: { readonly summary?: string; readonly externalExecutionId?: string; readonly percentComplete?: number }
  readonly outputVariables?: Readonly<Record<string, string>>
  readonly continuationToken?: string
  readonly failureDetails?: { readonly type: string; readonly message: string; readonly externalExecutionId?: string }
}

interface ListedArtifact {
  readonly name: string
  readonly s3location?: { readonly bucket: string; readonly key: string }
}

/** An action execution as ListActionExecutions returns it. Times are in seconds since 1970. */
export interface ActionExecution {
  readonly pipelineExecutionId: string
  readonly stageName: string
  readonly actionName: string
  readonly status: 'InProgress' | 'Abandoned' | 'Succeeded' | 'Failed'
  readonly startTime?: number
  readonly lastUpdateTime?: number
  readonly input?: {
    readonly actionTypeId?: { readonly category: 'Source' | 'Build' | 'Deploy' | 'Test' | 'Invoke' | 'Approval' | 'Compute' }
    readonly configuration?: Readonly<Record<string, string>>
    readonly resolvedConfiguration?: Readonly<Record<string, string>>
    /** The action's Region, if it is not the pipeline's. */
    readonly region?: string
    readonly inputArtifacts?: ReadonlyArray<ListedArtifact>
  }
  readonly output?: { readonly outputArtifacts?: ReadonlyArray<ListedArtifact> }
}

/** A page of a pipeline's history. */
interface HistoryPage {
  readonly actionExecutionDetails: ReadonlyArray<ActionExecution>
  readonly nextToken?: string
}

/** A request for a page of a pipeline's history. */
export interface HistoryRequest {
  readonly pipelineName: string
  readonly maxResults?: number
  readonly nextToken?: string
}

/** CodePipeline's API for job results and the history of actions, without HTTP. */
export interface CodePipelineState {
  readonly putResult: (jobId: string, result: JobResult) => Result<object>
  readonly list: (request: HistoryRequest) => Result<HistoryPage>
  /** Registers a job, which then waits for its result. */
  readonly offer: (jobId: string) => void
  readonly resultOf: (jobId: string) => JobResult | undefined
  /**
   * Adds executions to the history of a pipeline and creates the pipeline if necessary. The last one recorded is listed first. One that
   * is recorded again, with the same start, takes the place of the earlier record.
   */
  readonly record: (pipeline: string, ...executions: ReadonlyArray<ActionExecution>) => void
}

const jobIdPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const failureTypes = ['JobFailed', 'ConfigurationError', 'PermissionError', 'RevisionOutOfSync', 'RevisionUnavailable', 'SystemUnavailable']

const hasLength = (text: string | undefined, max: number): boolean => text === undefined || (text.length >= 1 && text.length <= max)

const isPercentage = (percent: number): boolean => Number.isInteger(percent) && percent >= 0 && percent <= 100

const isFailure = ({ type, message, externalExecutionId }: NonNullable<JobResult['failureDetails']>): boolean =>
  failureTypes.includes(type) && hasLength(message ?? '', 5_000) && hasLength(externalExecutionId, 1_500)

/** Whether every field respects its limits. https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_PutJobSuccessResult.html */
const isValid = (result: JobResult): boolean => {
  const { executionDetails, outputVariables = {}, continuationToken, failureDetails } = result
  return (
    (result.operation === 'PutJobSuccessResult' || (failureDetails !== undefined && isFailure(failureDetails))) &&
    hasLength(executionDetails?.summary, 2_048) &&
    hasLength(executionDetails?.externalExecutionId, 1_500) &&
    isPercentage(executionDetails?.percentComplete ?? 0) &&
    hasLength(continuationToken, 2_048) &&
    Object.keys(outputVariables).every(key => /^[A-Za-z0-9@\-_]+$/.test(key)) &&
    (continuationToken === undefined || result.outputVariables === undefined)
  )
}

/** Maximum total size of an action's output variables, in bytes. https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html */
const maxVariablesBytes = 122_880

/** Maximum number of executions on a page. https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_ListActionExecutions.html */
const maxPageSize = 100

const lags: Readonly<Record<Readings['historyLag'], number>> = { none: 0, '60 s': 60 }

const secondResults: Readonly<Record<Readings['secondResult'], Result<object>>> = {
  'invalid-state': awsError(400, 'InvalidJobStateException', 'The job is already settled.'),
  accepted: ok({}),
  'job-not-found': awsError(400, 'JobNotFoundException', 'The job cannot be found.'),
}

/** An execution as it was `lag` seconds ago; `undefined` if it had not started. It had no end then, if it ended later. */
const asOf = (execution: ActionExecution, at: number): ActionExecution | undefined => {
  const { startTime = 0, lastUpdateTime = startTime } = execution
  if (startTime > at) return undefined
  return lastUpdateTime > at ? { ...execution, status: 'InProgress', lastUpdateTime: startTime } : execution
}

/** The bucket of a Region, to which CodePipeline replicates artifacts for actions there. */
const replicaIn = (region: string): string => `codepipeline-${region}-111111111111`

type Input = NonNullable<ActionExecution['input']>

const replicated = (input: Input): Input => {
  const { region, inputArtifacts } = input
  if (region === undefined || inputArtifacts === undefined) return input
  const replicaOf = ({ s3location, ...artifact }: ListedArtifact): ListedArtifact =>
    s3location === undefined ? artifact : { ...artifact, s3location: { bucket: replicaIn(region), key: s3location.key } }
  return { ...input, inputArtifacts: inputArtifacts.map(replicaOf) }
}

const without = <K extends keyof Input>(input: Input, ...keys: ReadonlyArray<K>): Omit<Input, K> =>
  Object.fromEntries(Object.entries(input).filter(([key]) => !(keys as ReadonlyArray<string>).includes(key))) as Omit<Input, K>

const inputUnder = (input: Input, { historyParameters, historyInputs, otherRegion }: Readings): Input => {
  const located = otherRegion === 'replicated' ? replicated(input) : input
  const parametrised = historyParameters === 'absent' ? without(located, 'configuration', 'resolvedConfiguration') : located
  return historyInputs === 'absent' ? without(parametrised, 'inputArtifacts') : parametrised
}

const shuffleKey = ({ pipelineExecutionId, stageName, actionName, startTime }: ActionExecution): string =>
  createHash('sha256')
    .update(JSON.stringify([pipelineExecutionId, stageName, actionName, startTime]))
    .digest('hex')

const ordered = (executions: ReadonlyArray<ActionExecution>, order: Readings['historyOrder']): ReadonlyArray<ActionExecution> => {
  switch (order) {
    case 'newest-first':
      return executions
    case 'oldest-first':
      return executions.toReversed()
    case 'shuffled':
      return executions
        .map(execution => ({ execution, key: shuffleKey(execution) }))
        .sort((one, other) => (one.key < other.key ? -1 : 1))
        .map(({ execution }) => execution)
  }
}

/** What the history shows at a time, in seconds since 1970, of executions that are in order, the newest first. */
const shownAt = (executions: ReadonlyArray<ActionExecution>, now: number, readings: Readings): ReadonlyArray<ActionExecution> => {
  const lag = lags[readings.historyLag]
  const known = executions.flatMap(execution => (lag === 0 ? execution : (asOf(execution, now - lag) ?? [])))
  const listed = readings.runningActions === 'listed' ? known : known.filter(({ status }) => status !== 'InProgress')
  const shown = listed.map(execution => (execution.input ? { ...execution, input: inputUnder(execution.input, readings) } : execution))
  return ordered(shown, readings.historyOrder)
}

const isSameRun = (one: ActionExecution, other: ActionExecution): boolean =>
  one.startTime !== undefined &&
  one.startTime === other.startTime &&
  one.pipelineExecutionId === other.pipelineExecutionId &&
  one.stageName === other.stageName &&
  one.actionName === other.actionName

export const codePipelineState = (some: SomeReadings = {}, now: () => number = Date.now): CodePipelineState => {
  const readings = completed(some)
  const jobs = new Map<string, JobResult | undefined>()
  const histories = new Map<string, ReadonlyArray<ActionExecution>>()

  const problemOf = (jobId: string, result: JobResult): AwsError | undefined => {
    if (!jobIdPattern.test(jobId) || !isValid(result))
      return awsError(400, 'ValidationException', 'A field of the request violates its constraint.')
    if (!jobs.has(jobId)) return awsError(400, 'JobNotFoundException', 'The job cannot be found.')
    const variables = Buffer.byteLength(JSON.stringify(result.outputVariables ?? {}))
    return variables > maxVariablesBytes
      ? awsError(400, 'OutputVariablesSizeExceededException', 'The output variables are too large.')
      : undefined
  }

  return {
    putResult: (jobId, result) => {
      const problem = problemOf(jobId, result)
      if (problem) return problem
      if (jobs.get(jobId)) return secondResults[readings.secondResult]
      jobs.set(jobId, result)
      return ok({})
    },
    list: ({ pipelineName, maxResults = maxPageSize, nextToken = '0' }) => {
      if (maxResults < 1 || maxResults > maxPageSize) return awsError(400, 'ValidationException', 'maxResults is out of range.')
      const history = histories.get(pipelineName)
      if (history === undefined) return awsError(400, 'PipelineNotFoundException', `Account has no pipeline with name ${pipelineName}`)
      const start = Number(nextToken)
      if (!Number.isInteger(start)) return awsError(400, 'InvalidNextTokenException', 'The next token is invalid.')
      const executions = shownAt(history, now() / 1_000, readings)
      const end = start + maxResults
      return ok({
        actionExecutionDetails: executions.slice(start, end),
        ...(end < executions.length ? { nextToken: String(end) } : {}),
      })
    },
    offer: jobId => {
      jobs.set(jobId, undefined)
    },
    resultOf: jobId => jobs.get(jobId),
    record: (pipeline, ...executions) => {
      const before = histories.get(pipeline) ?? []
      const isNew = (one: ActionExecution): boolean => !before.some(other => isSameRun(one, other))
      const updated = before.map(other => executions.find(one => isSameRun(one, other)) ?? other)
      histories.set(pipeline, [...executions.filter(isNew).toReversed(), ...updated])
    },
  }
}
