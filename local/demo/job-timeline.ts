import type { JobResult } from '../aws/codepipeline-state.ts'
import { jobIdOf } from '../aws/job-event.ts'
import type { ActionRun } from './run-action.ts'
import { invocationErrors, type LogReader, type Paint, pauseEntry, planText, row, type TimelineEntry } from './timeline.ts'

/** The fields of the function's log lines that the timeline uses. */
interface LogLine {
  readonly event: string
  readonly jobId: string
  readonly firstJobId: string
  readonly items: number
  readonly firstItems: ReadonlyArray<string>
  readonly targetIds: ReadonlyArray<string>
  readonly milliseconds: number
  readonly reason: string
  readonly answer: { readonly _tag: string; readonly summary: string; readonly percentComplete: number }
}

/** Shows the lines that the calls do not show already. */
export const readJobLine: LogReader<LogLine> = line => {
  switch (line.event) {
    case 'Planned':
      return line.jobId === line.firstJobId
        ? { label: 'plan', text: planText(line.firstItems, line.items, line.targetIds) }
        : { label: 'event', text: `CodePipeline continues with job ${line.jobId}` }
    case 'PlanFailed':
      return { label: 'plan', text: `failed: ${line.reason}` }
    case 'Paused':
      return pauseEntry(line.milliseconds)
    case 'Finished':
      return line.answer._tag === 'Continuation'
        ? { label: 'continue', text: `${line.answer.percentComplete} %: ${line.answer.summary}` }
        : undefined
    default:
      return undefined
  }
}

/** The action's result, as the CodePipeline console shows it. */
const resultLines = (result: JobResult | undefined, paint: Paint): ReadonlyArray<string> => {
  if (result === undefined) return [paint('red', 'No result. The pipeline would wait until the action times out.')]
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

/** The event of the first job. */
export const eventEntry = (event: unknown, at: number): TimelineEntry => ({
  at,
  label: 'event',
  text: `job ${jobIdOf(event) ?? '(none)'}\nUserParameters ${parametersOf(event)}`,
})

/** What went wrong in the invocations, and the action's result. */
export const jobVerdict = (run: ActionRun, paint: Paint): ReadonlyArray<string> => [
  ...invocationErrors(run.jobs.flatMap(job => job.invocations)).map(text => paint('yellow', text)),
  ...resultLines(run.result, paint),
]
