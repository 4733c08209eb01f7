import type { Call } from '../aws/server.ts'
import type { Invocation } from '../lambda/function.ts'
import type { TimeLapse } from '../lambda/time-lapse.ts'

/** Styles a piece of text, or returns it unchanged if the output has no colours. */
export type Paint = (style: 'bold' | 'dim' | 'green' | 'red' | 'yellow', text: string) => string

/** One entry of a timeline. `at` is in milliseconds since 1970. */
export interface TimelineEntry {
  readonly at: number
  readonly label: string
  readonly text: string
}

/** Turns a line of the function's log into a timeline entry; `undefined` if the calls already show it. `line` is the parsed JSON. */
export type LogReader<Line> = (line: Line) => Omit<TimelineEntry, 'at'> | undefined

interface LogLine {
  readonly timestamp: string
  readonly errorMessage?: string
}

const parse = <Line>(text: string): (Line & LogLine) | undefined => {
  try {
    const line = JSON.parse(text)
    return Number.isNaN(Date.parse(line?.timestamp)) ? undefined : line
  } catch {
    return undefined
  }
}

/** An invocation's output as timeline entries. Output that is not a log line is shown unchanged, at the time of the line before it. */
export const outputEntries = <Line>({ lines }: Invocation, start: number, read: LogReader<Line>): ReadonlyArray<TimelineEntry> => {
  let last = start
  return lines.flatMap(text => {
    const line = parse<Line>(text)
    if (line === undefined) return [{ at: last, label: 'output', text }]
    last = Date.parse(line.timestamp)
    const entry = line.errorMessage === undefined ? read(line) : { label: 'output', text: line.errorMessage }
    return entry === undefined ? [] : [{ at: last, ...entry }]
  })
}

/** A pause between calls. */
export const pauseEntry = (milliseconds: number): Omit<TimelineEntry, 'at'> => ({
  label: 'pause',
  text: `${(milliseconds / 1_000).toFixed(3)} s`,
})

/** A plan's first items, and the distributions that it covers. */
export const planText = (firstItems: ReadonlyArray<string>, items: number, targetIds: ReadonlyArray<string>): string => {
  const more = items - firstItems.length
  return `${firstItems.join('  ')}${more > 0 ? `  … and ${more} more` : ''}\non ${targetIds.join(', ')}`
}

export const callEntry = ({ at, service, operation, outcome }: Call): TimelineEntry => ({
  at,
  label: 'call',
  text: `${service} ${operation} → ${outcome}`,
})

const errors = { Rejected: 'The invocation failed.', TimedOut: 'The invocation timed out.', Crashed: 'The function crashed.' }

/** What went wrong in the invocations that failed, timed out or crashed. */
export const invocationErrors = (invocations: ReadonlyArray<Invocation>): ReadonlyArray<string> =>
  invocations.flatMap(({ outcome }) => {
    if (outcome._tag === 'Resolved') return []
    return [outcome._tag === 'Rejected' ? `${errors.Rejected} ${outcome.error}` : errors[outcome._tag]]
  })

/** Column at which the text of entries and rows starts. */
const indent = 21

const block = (text: string): string => text.split('\n').join(`\n${' '.repeat(indent)}`)

/** A named value of the result; no row if there is no value. */
export const row = (name: string, value: string | undefined): ReadonlyArray<string> =>
  value === undefined ? [] : [`  ${name.padEnd(indent - 2)}${block(value)}`]

/** The entries in order of time, under a heading. */
export const timeline = (heading: string, time: TimeLapse, entries: ReadonlyArray<TimelineEntry>, paint: Paint): ReadonlyArray<string> => {
  const speed = time.factor > 1 ? ` The clock runs ${time.factor} times as fast as real time.` : ''
  const ordered = [...entries]
    .sort((a, b) => a.at - b.at)
    .map(entry => ({ ...entry, seconds: ((entry.at - time.origin) / 1_000).toFixed(3) }))
  const width = Math.max(7, ...ordered.map(({ seconds }) => seconds.length))
  const lines = ordered.map(
    ({ seconds, label, text }) =>
      `${paint('dim', `${seconds.padStart(width)} s`)}  ${paint('bold', label.padEnd(indent - 11))}${block(text)}`,
  )
  return [paint('dim', `${heading} Nothing leaves this machine.${speed}`), '', ...lines, '']
}
