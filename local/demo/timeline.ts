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

/** A line of the function's output as a timeline entry. Output that is not a log line is shown unchanged, at the time `now`. */
export const outputEntry = <Line>(text: string, now: number, read: LogReader<Line>): TimelineEntry | undefined => {
  const line = parse<Line>(text)
  if (line === undefined) return { at: now, label: 'output', text }
  const entry = line.errorMessage === undefined ? read(line) : { label: 'output', text: line.errorMessage }
  return entry && { at: Date.parse(line.timestamp), ...entry }
}

/** A pause between calls. */
export const pauseEntry = (milliseconds: number): Omit<TimelineEntry, 'at'> => ({
  label: 'pause',
  text: `${(milliseconds / 1_000).toFixed(3)} s`,
})

/** A plan's first items, and the distributions that it covers. */
export const planText = (firstItems: ReadonlyArray<string>, items: number, targetIds: ReadonlyArray<string>): string => {
  const more = items - firstItems.length
  const named = more > 0 ? `${firstItems.join('  ')}  … and ${more} more` : firstItems.join('  ')
  const plan = firstItems.length === 0 && items > 0 ? `${items} ${items === 1 ? 'item' : 'items'}, which the log does not name` : named
  return `${plan}\non ${targetIds.join(', ')}`
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

/** The line above a timeline. */
export const heading = (text: string, { factor }: TimeLapse, paint: Paint): string => {
  const speed = factor > 1 ? ` The clock runs ${factor} times as fast as real time.` : ''
  return paint('dim', `${text} Nothing leaves this machine.${speed}`)
}

/** An entry, with the seconds since the start. */
const entryText = ({ at, label, text }: TimelineEntry, start: number, paint: Paint): string => {
  const seconds = ((at - start) / 1_000).toFixed(3)
  return `${paint('dim', `${seconds.padStart(8)} s`)}  ${paint('bold', label.padEnd(indent - 11))}${block(text)}`
}

/** Prints entries while they happen. */
export interface LiveTimeline {
  readonly add: (entry: TimelineEntry) => void
  /** Prints what is left. */
  readonly end: () => void
}

/** Entries of the function and of the local AWS arrive this many milliseconds after one another at most, so they are sorted first. */
const settling = 100

export const liveTimeline = (time: TimeLapse, paint: Paint, print: (text: string) => void): LiveTimeline => {
  let waiting: ReadonlyArray<{ readonly entry: TimelineEntry; readonly arrivedAt: number }> = []

  const printUntil = (arrival: number): void => {
    const isDue = ({ arrivedAt }: { readonly arrivedAt: number }): boolean => arrivedAt <= arrival
    const due = waiting.filter(isDue).sort((one, other) => one.entry.at - other.entry.at)
    waiting = waiting.filter(waits => !isDue(waits))
    for (const { entry } of due) print(entryText(entry, time.origin, paint))
  }

  const timer = setInterval(() => printUntil(Date.now() - settling), settling)
  return {
    add: entry => {
      waiting = [...waiting, { entry, arrivedAt: Date.now() }]
    },
    end: () => {
      clearInterval(timer)
      printUntil(Number.POSITIVE_INFINITY)
    },
  }
}
