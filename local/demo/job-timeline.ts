import type { JobResult } from '../aws/codepipeline.ts'
import { jobIdOf } from '../aws/job-event.ts'
import type { Call } from '../aws/server.ts'
import type { TimeLapse } from '../lambda/time-lapse.ts'
import type { ActionRun } from './run-action.ts'
import { brokenOff, called, type Moment, momentsOf, type Paint, pause, planText, type Reading, row, story } from './timeline.ts'

/** A line of the function's log, as far as the timeline reads it. */
interface LogLine {
  readonly event: string
  readonly jobId: string
  readonly firstJobId: string
  readonly items: number
  readonly firstItems: ReadonlyArray<string>
  readonly distributionIds: ReadonlyArray<string>
  readonly milliseconds: number
  readonly reason: string
  readonly answer: { readonly _tag: string; readonly summary: string; readonly percentComplete: number }
}

const read: Reading<LogLine> = entry => {
  switch (entry.event) {
    case 'Planned':
      return entry.jobId === entry.firstJobId
        ? { what: 'plan', text: planText(entry.firstItems, entry.items, entry.distributionIds) }
        : { what: 'event', text: `CodePipeline continues with job ${entry.jobId}` }
    case 'NotPlanned':
      return { what: 'plan', text: `none: ${entry.reason}` }
    case 'Paused':
      return pause(entry.milliseconds)
    case 'Finished':
      return entry.answer._tag === 'Continuation'
        ? { what: 'hand-over', text: `${entry.answer.percentComplete} %: ${entry.answer.summary}` }
        : undefined
    default:
      return undefined
  }
}

/** The action's box in the pipeline's console. */
const box = (result: JobResult | undefined, paint: Paint): ReadonlyArray<string> => {
  if (result === undefined) return [paint('red', 'No answer. The pipeline would wait until the action times out.')]
  const { executionDetails, failureDetails, outputVariables = {} } = result
  return [
    failureDetails ? paint('red', `Failed: ${failureDetails.type}`) : paint('green', 'Succeeded'),
    ...row('Summary', executionDetails?.summary),
    ...row('Message', failureDetails?.message),
    ...row('Execution id', executionDetails?.externalExecutionId ?? failureDetails?.externalExecutionId),
    ...Object.entries(outputVariables).flatMap(([name, value]) => row(name, value)),
  ]
}

const parametersOf = (event: unknown): string => {
  const parameters: unknown = Object(event)['CodePipeline.job']?.data?.actionConfiguration?.configuration?.UserParameters
  return typeof parameters === 'string' ? parameters : (JSON.stringify(parameters) ?? '(none)')
}

/** What happened, in order, and what the pipeline's console would show in the end. */
export const jobTimeline = (event: unknown, time: TimeLapse, run: ActionRun, calls: ReadonlyArray<Call>, paint: Paint): string => {
  const invocations = run.jobs.flatMap(job => job.invocations)
  const began: Moment = { at: time.origin, what: 'event', text: `job ${jobIdOf(event) ?? '(none)'}\nUserParameters ${parametersOf(event)}` }
  const happened = invocations.flatMap(invocation => momentsOf(invocation, time.origin, read))
  return [
    ...story('A job on a local AWS.', time, [began, ...happened, ...calls.map(called)], paint),
    ...brokenOff(invocations).map(text => paint('yellow', text)),
    ...box(run.result, paint),
  ].join('\n')
}
