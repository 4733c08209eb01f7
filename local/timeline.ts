import type { JobResult } from './aws/codepipeline.ts'
import type { Call } from './aws/server.ts'
import { jobIdOf } from './job-event.ts'
import type { Invocation } from './lambda/function.ts'
import type { ActionRun } from './run-action.ts'
import type { TimeLapse } from './time-lapse.ts'

/** Colours a piece of text, or leaves it as it is. */
export type Paint = (style: 'bold' | 'dim' | 'green' | 'red' | 'yellow', text: string) => string

interface Moment {
  readonly at: number
  readonly what: string
  readonly text: string
}

/** A line of the function's log, as far as the timeline reads it. */
interface LogLine {
  readonly timestamp: string
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

const parse = (line: string): LogLine | undefined => {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

const planOf = ({ firstItems, items, distributionIds }: LogLine): string => {
  const more = items - firstItems.length
  return `${firstItems.join('  ')}${more > 0 ? `  … and ${more} more` : ''}\non ${distributionIds.join(', ')}`
}

/** What a line adds to the calls, which the local AWS has seen itself. What is no log line is shown as it is. */
const logged = (line: string): ReadonlyArray<Omit<Moment, 'at'> & { readonly at: number | undefined }> => {
  const entry = parse(line)
  if (entry === undefined) return [{ at: undefined, what: 'output', text: line }]
  const at = Date.parse(entry.timestamp)
  switch (entry.event) {
    case 'Planned':
      return [
        entry.jobId === entry.firstJobId
          ? { at, what: 'plan', text: planOf(entry) }
          : { at, what: 'event', text: `CodePipeline continues with job ${entry.jobId}` },
      ]
    case 'NotPlanned':
      return [{ at, what: 'plan', text: `none: ${entry.reason}` }]
    case 'Paused':
      return [{ at, what: 'pause', text: `${(entry.milliseconds / 1_000).toFixed(3)} s` }]
    case 'Finished':
      return entry.answer._tag === 'Continuation'
        ? [{ at, what: 'hand-over', text: `${entry.answer.percentComplete} %: ${entry.answer.summary}` }]
        : []
    default:
      return []
  }
}

/** Lines without a time of their own happened when the line before them did. */
const momentsOf = ({ lines }: Invocation, start: number): ReadonlyArray<Moment> => {
  let last = start
  return lines.flatMap(logged).map(moment => {
    last = moment.at ?? last
    return { ...moment, at: last }
  })
}

const called = ({ at, service, operation, outcome }: Call): Moment => ({ at, what: 'call', text: `${service} ${operation} → ${outcome}` })

const ends = { Rejected: 'The invocation failed.', TimedOut: 'The invocation timed out.', Crashed: 'The function crashed.' }

const brokenOff = (invocations: ReadonlyArray<Invocation>): ReadonlyArray<string> =>
  invocations.flatMap(({ outcome }) => {
    if (outcome._tag === 'Resolved') return []
    return [outcome._tag === 'Rejected' ? `${ends.Rejected} ${outcome.error}` : ends[outcome._tag]]
  })

const indent = 21

const block = (text: string): string => text.split('\n').join(`\n${' '.repeat(indent)}`)

const row = (name: string, value: string | undefined): ReadonlyArray<string> =>
  value === undefined ? [] : [`  ${name.padEnd(indent - 2)}${block(value)}`]

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

const headingOf = ({ factor }: TimeLapse): string =>
  `A job on a local AWS. Nothing leaves this machine.${factor > 1 ? ` Its time runs ${factor} times as fast as yours.` : ''}`

/** What happened, in order, and what the pipeline's console would show in the end. */
export const timeline = (event: unknown, time: TimeLapse, run: ActionRun, calls: ReadonlyArray<Call>, paint: Paint): string => {
  const start = time.origin
  const invocations = run.jobs.flatMap(job => job.invocations)
  const began: Moment = { at: start, what: 'event', text: `job ${jobIdOf(event) ?? '(none)'}\nUserParameters ${parametersOf(event)}` }
  const happened = [...invocations.flatMap(invocation => momentsOf(invocation, start)), ...calls.map(called)].sort((a, b) => a.at - b.at)
  const shown = [began, ...happened].map(
    ({ at, what, text }) =>
      `${paint('dim', `${((at - start) / 1_000).toFixed(3).padStart(7)} s`)}  ${paint('bold', what.padEnd(indent - 11))}${block(text)}`,
  )
  return [
    paint('dim', headingOf(time)),
    '',
    ...shown,
    '',
    ...brokenOff(invocations).map(text => paint('yellow', text)),
    ...box(run.result, paint),
  ].join('\n')
}
