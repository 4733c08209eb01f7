import { type CodePipelineState, codePipelineState } from './codepipeline-state.ts'
import type { Reply, Request, Service } from './protocol.ts'
import type { SomeReadings } from './readings.ts'
import type { Result } from './result.ts'

/** CodePipeline's API for job results and the history of actions. */
export interface LocalCodePipeline extends Pick<CodePipelineState, 'offer' | 'resultOf' | 'record'> {
  readonly service: Service
}

const target = /^CodePipeline_20150709\.(?<operation>PutJobSuccessResult|PutJobFailureResult|ListActionExecutions)$/

const json = (status: number, content: object): Reply => ({
  status,
  headers: { 'content-type': 'application/x-amz-json-1.1' },
  body: JSON.stringify(content),
})

const error: Service['error'] = (status, code, message) => ({ ...json(status, { __type: code, message }), code })

type Operation = 'PutJobSuccessResult' | 'PutJobFailureResult' | 'ListActionExecutions'

const operationOf = ({ headers }: Request): Operation | undefined =>
  target.exec(headers['x-amz-target'] ?? '')?.groups?.['operation'] as Operation | undefined

const replyTo = (result: Result<object>): Reply =>
  result._tag === 'Ok' ? json(200, result.value) : error(result.status, result.code, result.message)

export const localCodePipeline = (readings: SomeReadings = {}, now: () => number = Date.now): LocalCodePipeline => {
  const { putResult, list, ...rest } = codePipelineState(readings, now)

  const handle = (request: Request): Reply => {
    const operation = operationOf(request) ?? 'PutJobSuccessResult'
    const body = JSON.parse(request.body)
    if (operation === 'ListActionExecutions') return replyTo(list(body))
    const { jobId, ...fields } = body
    return replyTo(putResult(jobId, { operation, ...fields }))
  }

  return { service: { name: 'codepipeline', operationOf, handle, error }, ...rest }
}
