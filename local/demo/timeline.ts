import type { Call } from '../aws/server.ts'
import type { Invocation } from '../lambda/function.ts'
import type { TimeLapse } from '../lambda/time-lapse.ts'

/** Colours a piece of text, or leaves it as it is. */
export type Paint = (style: 'bold' | 'dim' | 'green' | 'red' | 'yellow', text: string) => string

/** Something that happened, and when. */
export interface Moment {
  readonly at: number
  readonly what: string
  readonly text: string
}

/** What a line of the function's log adds to the calls, which the local AWS has seen itself; `entry` is its JSON. */
export type Reading<Entry> = (entry: Entry) => Omit<Moment, 'at'> | undefined

interface LoggedAt {
  readonly timestamp: string
}

type Logged<Entry> = Entry & LoggedAt & { readonly errorMessage?: string }

const parse = <Entry>(line: string): Logged<Entry> | undefined => {
  try {
    const entry = JSON.parse(line)
    return Number.isNaN(Date.parse(entry?.timestamp)) ? undefined : entry
  } catch {
    return undefined
  }
}

/** Lines without a time of their own happened when the line before them did. What is no log line is shown as it is. */
export const momentsOf = <Entry>({ lines }: Invocation, start: number, read: Reading<Entry>): ReadonlyArray<Moment> => {
  let last = start
  return lines.flatMap(line => {
    const entry = parse<Entry>(line)
    if (entry === undefined) return [{ at: last, what: 'output', text: line }]
    last = Date.parse(entry.timestamp)
    const moment = entry.errorMessage === undefined ? read(entry) : { what: 'output', text: entry.errorMessage }
    return moment === undefined ? [] : [{ at: last, ...moment }]
  })
}

/** A pause of the function, as its log tells it. */
export const pause = (milliseconds: number): Omit<Moment, 'at'> => ({ what: 'pause', text: `${(milliseconds / 1_000).toFixed(3)} s` })

/** A plan: its first items, and where they are invalidated. */
export const planText = (firstItems: ReadonlyArray<string>, items: number, distributionIds: ReadonlyArray<string>): string => {
  const more = items - firstItems.length
  return `${firstItems.join('  ')}${more > 0 ? `  … and ${more} more` : ''}\non ${distributionIds.join(', ')}`
}

export const called = ({ at, service, operation, outcome }: Call): Moment => ({
  at,
  what: 'call',
  text: `${service} ${operation} → ${outcome}`,
})

const ends = { Rejected: 'The invocation failed.', TimedOut: 'The invocation timed out.', Crashed: 'The function crashed.' }

/** The invocations that came to no end of their own. */
export const brokenOff = (invocations: ReadonlyArray<Invocation>): ReadonlyArray<string> =>
  invocations.flatMap(({ outcome }) => {
    if (outcome._tag === 'Resolved') return []
    return [outcome._tag === 'Rejected' ? `${ends.Rejected} ${outcome.error}` : ends[outcome._tag]]
  })

const indent = 21

const block = (text: string): string => text.split('\n').join(`\n${' '.repeat(indent)}`)

/** A line of what it came to. */
export const row = (name: string, value: string | undefined): ReadonlyArray<string> =>
  value === undefined ? [] : [`  ${name.padEnd(indent - 2)}${block(value)}`]

/** What happened, in order, under a heading. */
export const story = (heading: string, time: TimeLapse, moments: ReadonlyArray<Moment>, paint: Paint): ReadonlyArray<string> => {
  const speed = time.factor > 1 ? ` Its time runs ${time.factor} times as fast as yours.` : ''
  const ordered = [...moments]
    .sort((a, b) => a.at - b.at)
    .map(moment => ({ ...moment, since: ((moment.at - time.origin) / 1_000).toFixed(3) }))
  const width = Math.max(7, ...ordered.map(({ since }) => since.length))
  const shown = ordered.map(
    ({ since, what, text }) => `${paint('dim', `${since.padStart(width)} s`)}  ${paint('bold', what.padEnd(indent - 11))}${block(text)}`,
  )
  return [paint('dim', `${heading} Nothing leaves this machine.${speed}`), '', ...shown, '']
}
