import type { Reply, Request, Service } from './protocol.ts'

/** The result that a job was given, as it arrived over the wire. */
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
    readonly resolvedConfiguration?: Readonly<Record<string, string>>
    readonly inputArtifacts?: ReadonlyArray<ListedArtifact>
  }
  readonly output?: { readonly outputArtifacts?: ReadonlyArray<ListedArtifact> }
}

/** CodePipeline's API for job results and the history of actions. */
export interface LocalCodePipeline {
  readonly service: Service
  /** Registers a job, which then waits for its result. */
  readonly offer: (jobId: string) => void
  readonly resultOf: (jobId: string) => JobResult | undefined
  /** Adds executions to the history of a pipeline and creates the pipeline if necessary. The last one recorded is listed first. */
  readonly record: (pipeline: string, ...executions: ReadonlyArray<ActionExecution>) => void
}

const target = /^CodePipeline_20150709\.(?<operation>PutJobSuccessResult|PutJobFailureResult|ListActionExecutions)$/
const jobIdPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const failureTypes = ['JobFailed', 'ConfigurationError', 'PermissionError', 'RevisionOutOfSync', 'RevisionUnavailable', 'SystemUnavailable']

const json = (status: number, content: object): Reply => ({
  status,
  headers: { 'content-type': 'application/x-amz-json-1.1' },
  body: JSON.stringify(content),
})

const error: Service['error'] = (status, code, message) => ({ ...json(status, { __type: code, message }), code })

const hasLength = (text: string | undefined, max: number): boolean => text === undefined || (text.length >= 1 && text.length <= max)

/** Whether every field respects its limits. https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_PutJobSuccessResult.html */
const isValid = (result: JobResult): boolean => {
  const { executionDetails, outputVariables = {}, continuationToken, failureDetails } = result
  const isComplete = result.operation === 'PutJobSuccessResult' || failureDetails !== undefined
  return (
    isComplete &&
    hasLength(executionDetails?.summary, 2_048) &&
    hasLength(executionDetails?.externalExecutionId, 1_500) &&
    hasLength(continuationToken, 2_048) &&
    hasLength(failureDetails?.message, 5_000) &&
    hasLength(failureDetails?.externalExecutionId, 1_500) &&
    (failureDetails === undefined || failureTypes.includes(failureDetails.type)) &&
    Object.keys(outputVariables).every(key => /^[A-Za-z0-9@\-_]+$/.test(key)) &&
    (continuationToken === undefined || result.outputVariables === undefined)
  )
}

/** Maximum total size of an action's output variables, in bytes. https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html */
const maxVariablesBytes = 122_880

/** Maximum number of executions on a page. https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_ListActionExecutions.html */
const maxPageSize = 100

interface ListRequest {
  readonly pipelineName: string
  readonly maxResults?: number
  readonly nextToken?: string
}

type Operation = JobResult['operation'] | 'ListActionExecutions'

export const localCodePipeline = (): LocalCodePipeline => {
  const jobs = new Map<string, JobResult | undefined>()
  const histories = new Map<string, ReadonlyArray<ActionExecution>>()

  const putResult = (jobId: string, result: JobResult): Reply => {
    if (!jobIdPattern.test(jobId) || !isValid(result))
      return error(400, 'ValidationException', 'A field of the request violates its constraint.')
    if (!jobs.has(jobId)) return error(400, 'JobNotFoundException', 'The job cannot be found.')
    if (jobs.get(jobId)) return error(400, 'InvalidJobStateException', 'The job is already settled.')
    if (JSON.stringify(result.outputVariables ?? {}).length > maxVariablesBytes) {
      return error(400, 'OutputVariablesSizeExceededException', 'The output variables are too large.')
    }
    jobs.set(jobId, result)
    return json(200, {})
  }

  const list = ({ pipelineName, maxResults = maxPageSize, nextToken = '0' }: ListRequest): Reply => {
    if (maxResults < 1 || maxResults > maxPageSize) return error(400, 'ValidationException', 'maxResults is out of range.')
    const executions = histories.get(pipelineName)
    if (executions === undefined) return error(400, 'PipelineNotFoundException', `Account has no pipeline with name ${pipelineName}`)
    const start = Number(nextToken)
    if (!Number.isInteger(start)) return error(400, 'InvalidNextTokenException', 'The next token is invalid.')
    const end = start + maxResults
    return json(200, {
      actionExecutionDetails: executions.slice(start, end),
      ...(end < executions.length ? { nextToken: String(end) } : {}),
    })
  }

  const operationOf = ({ headers }: Request): Operation | undefined =>
    target.exec(headers['x-amz-target'] ?? '')?.groups?.['operation'] as Operation | undefined

  const handle = (request: Request): Reply => {
    const operation = operationOf(request) ?? 'PutJobSuccessResult'
    const body = JSON.parse(request.body)
    if (operation === 'ListActionExecutions') return list(body)
    const { jobId, ...fields } = body
    return putResult(jobId, { operation, ...fields })
  }

  return {
    service: { name: 'codepipeline', operationOf, handle, error },
    offer: jobId => {
      jobs.set(jobId, undefined)
    },
    resultOf: jobId => jobs.get(jobId),
    record: (pipeline, ...executions) => {
      histories.set(pipeline, [...executions.toReversed(), ...(histories.get(pipeline) ?? [])])
    },
  }
}
