import type { JobResult } from './aws/codepipeline.ts'
import type { Call } from './aws/server.ts'
import { jobIdOf } from './job-event.ts'
import type { ActionRun } from './run-action.ts'

/** Colours a piece of text, or leaves it as it is. */
export type Paint = (style: 'bold' | 'dim' | 'green' | 'red' | 'yellow', text: string) => string

interface Moment {
  readonly at: number
  readonly what: string
  readonly text: string
}

type Fields = Readonly<Record<string, unknown>>

const parse = (line: string): Fields | undefined => {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

/** The lines of the log that are not seen elsewhere in the timeline already. */
const logged = (line: string): ReadonlyArray<Moment> => {
  const entry = parse(line)
  const at = Date.parse(String(entry?.['timestamp']))
  switch (entry?.['event']) {
    case 'Planned': {
      const items = entry['firstItems'] as ReadonlyArray<string>
      const more = Number(entry['items']) - items.length
      const shown = `${items.join('  ')}${more > 0 ? `  … and ${more} more` : ''}`
      return [{ at, what: 'plan', text: `${shown}\non ${(entry['distributionIds'] as ReadonlyArray<string>).join(', ')}` }]
    }
    case 'NotPlanned':
      return [
        { at, what: 'plan', text: `none: ${entry['mistakes']} ${entry['mistakes'] === 1 ? 'mistake' : 'mistakes'} in UserParameters` },
      ]
    case 'Paused':
      return [{ at, what: 'pause', text: `${entry['milliseconds']} ms` }]
    default:
      return []
  }
}

const called = ({ at, service, operation, outcome }: Call): Moment => ({ at, what: 'call', text: `${service} ${operation} → ${outcome}` })

const threw = ({ invocations }: ActionRun): ReadonlyArray<string> =>
  invocations.flatMap(({ outcome }) => {
    if (outcome._tag === 'Resolved') return []
    return [outcome._tag === 'Rejected' ? `The invocation failed. ${outcome.error}` : 'The invocation timed out.']
  })

const indent = 21

const block = (text: string): string => text.split('\n').join(`\n${' '.repeat(indent)}`)

const moment =
  (start: number, paint: Paint) =>
  ({ at, what, text }: Moment): string =>
    `${paint('dim', `${((at - start) / 1_000).toFixed(3).padStart(7)} s`)}  ${paint('bold', what.padEnd(indent - 11))}${block(text)}`

const row = (name: string, value: string | undefined): ReadonlyArray<string> =>
  value === undefined ? [] : [`  ${name.padEnd(indent - 2)}${block(value)}`]

/** The action's box in the pipeline's console. */
const box = (result: JobResult | undefined, paint: Paint): ReadonlyArray<string> => {
  if (result === undefined) return [paint('red', 'No answer. The pipeline would wait until the action times out.')]
  const { executionDetails, failureDetails, outputVariables = {} } = result
  const heading = failureDetails ? paint('red', `Failed: ${failureDetails.type}`) : paint('green', 'Succeeded')
  return [
    heading,
    ...row('Summary', executionDetails?.summary),
    ...row('Message', failureDetails?.message),
    ...row('Execution id', executionDetails?.externalExecutionId ?? failureDetails?.externalExecutionId),
    ...Object.entries(outputVariables).flatMap(([name, value]) => row(name, value)),
  ]
}

const parametersOf = (event: unknown): string => {
  const text = JSON.stringify(Object(event)['CodePipeline.job']?.data?.actionConfiguration?.configuration?.UserParameters)
  return text === undefined ? 'no UserParameters' : (JSON.parse(text)?.toString() ?? text)
}

/** What happened, in order, and what the pipeline's console would show in the end. */
export const timeline = (event: unknown, start: number, run: ActionRun, calls: ReadonlyArray<Call>, paint: Paint): string => {
  const began: Moment = { at: start, what: 'event', text: `job ${jobIdOf(event) ?? '(none)'}\nUserParameters ${parametersOf(event)}` }
  const moments = [...run.invocations.flatMap(({ lines }) => lines.flatMap(logged)), ...calls.map(called)].sort((a, b) => a.at - b.at)
  return [
    ...[began, ...moments].map(moment(start, paint)),
    '',
    ...threw(run).map(text => paint('yellow', text)),
    ...box(run.result, paint),
  ].join('\n')
}
