import type { CloudFrontOptions } from '../../local/aws/cloudfront-state.ts'
import { continued, jobEvent } from '../../local/aws/job-event.ts'
import type { LocalAws } from '../../local/aws/server.ts'
import { codePipelineBundle } from '../support/worlds/bundle.ts'
import { expectAsRecorded, expectRecordingsOf } from './recordings.ts'
import { type GoldenWorld, goldenWorldPerTest, type RecordedInvocation } from './world.ts'

/** A pipeline action, and the state of the local AWS. */
export interface GoldenAction {
  /** `UserParameters`: a string is passed unchanged, anything else as JSON. */
  readonly parameters: unknown
  readonly cloudFront?: CloudFrontOptions
  /** Prepares the local AWS before the first job. */
  readonly prepare?: (aws: LocalAws) => void
  /** Called before each continued job, with its number: 1 for the first continuation. */
  readonly beforeJob?: (aws: LocalAws, number: number) => void
  /** A continuation token for the first job. */
  readonly token?: string
  /** The function's timeout in the first job, in milliseconds. */
  readonly timeout?: number
  /** How often each event is delivered. */
  readonly deliveries?: number
}

/** The id of a job by its number in the action. */
export const jobId = (number: number): string => `11111111-abcd-1111-abcd-${String(number).padStart(12, '0')}`

/** The time until CodePipeline invokes the function again, in milliseconds. */
const interval = 5_000

const toText = (parameters: unknown): unknown =>
  typeof parameters === 'string' || parameters === undefined ? parameters : JSON.stringify(parameters)

/** Simulates CodePipeline with fixed job ids: starts a new job for each continuation token. */
const runGolden = async ({ aws, invoke, wait }: GoldenWorld, action: GoldenAction): Promise<ReadonlyArray<RecordedInvocation>> => {
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

/** Without the value that the function resolves with, because CodePipeline ignores it. */
const ofAction = ({ requests, outcome }: RecordedInvocation): object => ({
  requests,
  outcome: outcome._tag === 'Resolved' ? { _tag: outcome._tag } : outcome,
})

/** Defines a test for each action, named after its recording. */
export const describeActions = (suite: string, actions: Readonly<Record<string, GoldenAction>>): void => {
  describe(`The bundle for CodePipeline, recorded actions in ${suite}`, () => {
    const newWorld = goldenWorldPerTest(codePipelineBundle)
    for (const [name, action] of Object.entries(actions)) {
      it(`sends the recorded requests for ${name}`, async () => {
        const invocations = await runGolden(await newWorld(action.cloudFront), action)
        expectAsRecorded(suite, name, invocations.map(ofAction))
      })
    }
    it('has exactly one recording per action', () => expectRecordingsOf(suite, Object.keys(actions)))
  })
}
