import { listPricePerItem } from '../../src/adapters/cloudfront/price.ts'
import type { Message } from '../aws/sqs.ts'
import type { Batch } from '../lambda/event-source.ts'
import { type Deploy, maxReceiveCount, type UploadRun, visibilityTimeout } from './run-upload.ts'
import { invocationErrors, type LogReader, type Paint, pauseEntry, planText, row, type TimelineEntry } from './timeline.ts'

/** The fields of the function's log lines that the timeline uses. */
interface LogLine {
  readonly event: string
  readonly targetIds: ReadonlyArray<string>
  readonly items: number
  readonly firstItems: ReadonlyArray<string>
  readonly milliseconds: number
  readonly failure: { readonly _tag: string; readonly reason?: string }
}

/** Maximum number of a plan's paths that the timeline shows. */
const maxShownItems = 6

/** Shows the lines that the calls do not show already. */
export const readUploadLine: LogReader<LogLine> = line => {
  switch (line.event) {
    case 'Planned':
      return { label: 'plan', text: planText(line.firstItems.slice(0, maxShownItems), line.items, line.targetIds) }
    case 'MessageRejected':
      return { label: 'rejected', text: `1 message: ${line.failure.reason ?? line.failure._tag}` }
    case 'Paused':
      return pauseEntry(line.milliseconds)
    default:
      return undefined
  }
}

const counted = (count: number, noun: string, plural = `${noun}s`): string => `${count.toLocaleString('en')} ${count === 1 ? noun : plural}`

/** The list price of a number of paths. */
const dollars = (paths: number): string => `$${((paths * listPricePerItem) / 1_000).toFixed(3)}`

const routes = { direct: 'directly from S3', sns: 'via SNS', eventbridge: 'via EventBridge' }

const minutes = (milliseconds: number): string => counted(milliseconds / 60_000, 'minute')

/** What was deployed. */
export const deployEntry = ({ events, upload, sent }: Deploy, at: number): TimelineEntry => {
  const deletes = events.filter(({ name }) => name.startsWith('ObjectRemoved')).length
  const changes = `${counted(events.length - deletes, 'put')} and ${counted(deletes, 'delete')} in ${upload.bucket}`
  return { at, label: 'deploy', text: `${changes}\n${counted(sent, 'message')} to the queue, ${routes[upload.shape]}` }
}

const deliveryOf = (messages: ReadonlyArray<Message>): string => {
  const delivery = Math.max(...messages.map(({ receiveCount }) => receiveCount))
  return delivery === 1 ? '' : ` (delivery ${delivery} of ${maxReceiveCount})`
}

/** The messages that an invocation gets. */
export const batchEntry = (messages: ReadonlyArray<Message>, at: number): TimelineEntry => ({
  at,
  label: 'batch',
  text: `${counted(messages.length, 'message')}${deliveryOf(messages)}`,
})

/** The messages that an invocation gives back, if there are any. */
export const returnedEntries = ({ endedAt, returned }: Batch): ReadonlyArray<TimelineEntry> =>
  returned.length === 0
    ? []
    : [{ at: endedAt, label: 'returned', text: `${counted(returned.length, 'message')}, visible again in ${minutes(visibilityTimeout)}` }]

/** The messages that nothing could process, if there are any. */
export const deadLetterEntries = ({ deadLetters, endedAt }: UploadRun): ReadonlyArray<TimelineEntry> =>
  deadLetters.length === 0
    ? []
    : [
        {
          at: endedAt,
          label: 'moved',
          text: `${counted(deadLetters.length, 'message')} to the dead-letter queue after ${maxReceiveCount} deliveries`,
        },
      ]

interface Invalidation {
  readonly distributionId: string
  readonly items: ReadonlyArray<string>
}

const verdict = ({ lost, deadLetters, sent }: UploadRun): string => {
  if (lost.length > 0) return `${lost.length} of ${counted(sent, 'message')} were not processed.`
  const stray = deadLetters.length === 0 ? '' : ` The dead-letter queue holds only the stray message: ${deadLetters.join(' ')}`
  return `No message was lost.${stray}`
}

/** The outcome, and how it compares to one invalidation per event. */
const resultLines = (run: UploadRun, invalidations: ReadonlyArray<Invalidation>, paint: Paint): ReadonlyArray<string> => {
  const paths = invalidations.flatMap(({ items }) => items)
  const wildcards = paths.filter(path => path.endsWith('*')).length
  const distributions = new Set(invalidations.map(({ distributionId }) => distributionId)).size
  const unbatched = run.events.length * Math.max(1, distributions)
  const events = counted(run.events.length, 'event')
  const batched = `${counted(invalidations.length, 'invalidation')}, ${counted(paths.length, 'path')}`
  const wildcardCount = wildcards > 0 ? ` (${counted(wildcards, 'wildcard')})` : ''
  return [
    paint(run.lost.length === 0 ? 'green' : 'red', verdict(run)),
    ...row('Events', `${events} in ${counted(run.sent, 'message')} and ${counted(run.batches.length, 'batch', 'batches')}`),
    ...row('With batching', `${batched}${wildcardCount}; list price ${dollars(paths.length)}`),
    ...row('Without batching', `${counted(unbatched, 'invalidation')}, ${counted(unbatched, 'path')}; list price ${dollars(unbatched)}`),
    ...row('List price', `${dollars(1)} per path; the first 1,000 paths a month are free`),
  ]
}

/** What went wrong in the invocations, and the outcome. */
export const uploadVerdict = (run: UploadRun, invalidations: ReadonlyArray<Invalidation>, paint: Paint): ReadonlyArray<string> => [
  ...new Set(invocationErrors(run.batches.map(({ invocation }) => invocation)).map(text => paint('yellow', text))),
  ...resultLines(run, invalidations, paint),
]
