import type { CloudFrontOptions } from '../../local/aws/cloudfront.ts'
import { continued, jobEvent } from '../../local/aws/job-event.ts'
import type { LocalAws } from '../../local/aws/server.ts'
import { codePipelineBundle } from '../support/bundle.ts'
import { expectAsRecorded, expectRecordingsOf } from './recordings.ts'
import { type RecordedInvocation, type Stage, stagePerTest } from './stage.ts'

/** An action of a pipeline, and the AWS that it finds. */
export interface GoldenAction {
  /** `UserParameters`: a text as it is, anything else as JSON. */
  readonly parameters: unknown
  readonly cloudFront?: CloudFrontOptions
  /** Prepares the AWS before the first job. */
  readonly prepare?: (aws: LocalAws) => void
  /** Called before each continued job, with its number: 1 for the first continuation. */
  readonly beforeJob?: (aws: LocalAws, number: number) => void
  /** The token of the first job, as if an earlier one had left it. */
  readonly token?: string
  /** The function's timeout in the first job, in milliseconds. */
  readonly timeout?: number
  /** How often each event is delivered. */
  readonly deliveries?: number
}

/** The id of a job, by its number in its action. */
export const jobId = (number: number): string => `11111111-abcd-1111-abcd-${String(number).padStart(12, '0')}`

/** How long CodePipeline takes to invoke again, in milliseconds. */
const interval = 5_000

const toText = (parameters: unknown): unknown =>
  typeof parameters === 'string' || parameters === undefined ? parameters : JSON.stringify(parameters)

/** Plays CodePipeline with fixed job ids: goes on with a new job for as long as there is a continuation token. */
const play = async ({ aws, invoke, wait }: Stage, action: GoldenAction): Promise<ReadonlyArray<RecordedInvocation>> => {
  const { parameters, prepare, beforeJob, token: firstToken, timeout, deliveries = 1 } = action
  const first = jobEvent(jobId(0), toText(parameters), firstToken)
  const invocations: RecordedInvocation[] = []
  prepare?.(aws)
  for (let number = 0, event: unknown = first; event !== undefined; number += 1) {
    aws.codepipeline.offer(jobId(number))
    for (let delivery = 0; delivery < deliveries; delivery += 1) invocations.push(await invoke(event, number === 0 ? timeout : undefined))
    const token = aws.codepipeline.resultOf(jobId(number))?.continuationToken
    event = token === undefined ? undefined : continued(first, jobId(number + 1), token)
    if (token !== undefined) {
      wait(interval)
      beforeJob?.(aws, number + 1)
    }
  }
  return invocations
}

/** What the function resolves with is ignored by CodePipeline, so it is not compared. */
const ofAction = ({ requests, outcome }: RecordedInvocation): object => ({
  requests,
  outcome: outcome._tag === 'Resolved' ? { _tag: outcome._tag } : outcome,
})

/** A test for each action, named as its recording. */
export const describeActions = (suite: string, actions: Readonly<Record<string, GoldenAction>>): void => {
  describe(`The recorded actions in ${suite}`, () => {
    const stage = stagePerTest(codePipelineBundle)
    for (const [name, action] of Object.entries(actions)) {
      it(`sends the same for ${name}`, async () => {
        const invocations = await play(await stage(action.cloudFront), action)
        expectAsRecorded(suite, name, invocations.map(ofAction))
      })
    }
    it('has a recording for each of them, and no other', () => expectRecordingsOf(suite, Object.keys(actions)))
  })
}
