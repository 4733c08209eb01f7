import type { Call } from '../aws/server.ts'
import type { Batch } from '../lambda/event-source.ts'
import type { TimeLapse } from '../lambda/time-lapse.ts'
import { maxReceiveCount, type UploadRun, visibilityTimeout } from './run-upload.ts'
import { brokenOff, called, type Moment, momentsOf, type Paint, pause, planText, type Reading, row, story } from './timeline.ts'

/** A line of the function's log, as far as the timeline reads it. */
interface LogLine {
  readonly event: string
  readonly distributionIds: ReadonlyArray<string>
  readonly items: number
  readonly firstItems: ReadonlyArray<string>
  readonly milliseconds: number
  readonly failure: { readonly _tag: string; readonly reason?: string }
}

/** So many paths of a plan are shown. */
const shownItems = 6

const read: Reading<LogLine> = entry => {
  switch (entry.event) {
    case 'Planned':
      return { what: 'plan', text: planText(entry.firstItems.slice(0, shownItems), entry.items, entry.distributionIds) }
    case 'MessageRefused':
      return { what: 'refused', text: `1 message: ${entry.failure.reason ?? entry.failure._tag}` }
    case 'Paused':
      return pause(entry.milliseconds)
    default:
      return undefined
  }
}

/** CloudFront's list price of a path, in dollars. The first 1,000 of a month are free. */
const pricePerPath = 0.005

const counted = (count: number, noun: string, nouns = `${noun}s`): string => `${count.toLocaleString('en')} ${count === 1 ? noun : nouns}`

const price = (paths: number): string => `list price $${(paths * pricePerPath).toFixed(3)}`

const ways = { direct: 'from S3', sns: 'by way of SNS', eventbridge: 'by way of EventBridge' }

const minutes = (milliseconds: number): string => counted(milliseconds / 60_000, 'minute')

const receiptsOf = ({ messages }: Batch): string => {
  const most = Math.max(...messages.map(({ receiveCount }) => receiveCount))
  return most === 1 ? '' : `, received ${most} times by now`
}

const began = (batch: Batch): Moment => ({
  at: batch.at,
  what: 'batch',
  text: `${counted(batch.messages.length, 'message')}${receiptsOf(batch)}`,
})

const returned = ({ endedAt, returned: messages }: Batch): ReadonlyArray<Moment> => {
  const text = `${counted(messages.length, 'message')}, hidden for ${minutes(visibilityTimeout)}`
  return messages.length === 0 ? [] : [{ at: endedAt, what: 'returned', text }]
}

const uploaded = ({ events, upload, sent }: UploadRun, at: number): Moment => {
  const deletes = events.filter(({ name }) => name.startsWith('ObjectRemoved')).length
  const text = `${counted(events.length - deletes, 'put')} and ${counted(deletes, 'delete')} in ${upload.bucket}\n${counted(sent, 'message')} to the queue, ${ways[upload.shape]}`
  return { at, what: 'deploy', text }
}

const buried = ({ deadLetters, endedAt }: UploadRun): ReadonlyArray<Moment> =>
  deadLetters.length === 0
    ? []
    : [
        {
          at: endedAt,
          what: 'given up',
          text: `${counted(deadLetters.length, 'message')} to the dead-letter queue, after ${maxReceiveCount} receipts`,
        },
      ]

/** The paths of an invalidation, of which CloudFront bills each. */
interface Invalidation {
  readonly distributionId: string
  readonly items: ReadonlyArray<string>
}

const verdict = ({ lost, deadLetters, sent }: UploadRun): string => {
  if (lost.length > 0) return `${lost.length} of ${counted(sent, 'message')} not done`
  return `Nothing is lost. In the dead-letter queue is what is no notification: ${deadLetters.join(' ') || '(nothing)'}`
}

/** What it came to, and what it would have come to without. */
const box = (run: UploadRun, invalidations: ReadonlyArray<Invalidation>, paint: Paint): ReadonlyArray<string> => {
  const paths = invalidations.flatMap(({ items }) => items)
  const wildcards = paths.filter(path => path.endsWith('*')).length
  const distributions = new Set(invalidations.map(({ distributionId }) => distributionId)).size
  const single = run.events.length * Math.max(1, distributions)
  return [
    paint(run.lost.length === 0 ? 'green' : 'red', verdict(run)),
    ...row(
      'Events',
      `${counted(run.events.length, 'event')} in ${counted(run.sent, 'message')} and ${counted(run.batches.length, 'batch', 'batches')}`,
    ),
    ...row(
      'Invalidations',
      `${invalidations.length}, with ${counted(paths.length, 'path')}${wildcards > 0 ? ` (${counted(wildcards, 'wildcard')})` : ''}; ${price(paths.length)}`,
    ),
    ...row('One by one', `${counted(single, 'invalidation')}, with ${counted(single, 'path')}; ${price(single)}`),
    ...row('List price', `$${pricePerPath} a path; at AWS the first 1,000 of a month are free`),
  ]
}

/** What happened, in order, and what it came to beside an invalidation for each event. */
export const uploadTimeline = (
  time: TimeLapse,
  run: UploadRun,
  calls: ReadonlyArray<Call>,
  invalidations: ReadonlyArray<Invalidation>,
  paint: Paint,
): string => {
  const invocations = run.batches.map(({ invocation }) => invocation)
  const moments = [
    uploaded(run, time.origin),
    ...run.batches.flatMap(batch => [began(batch), ...momentsOf(batch.invocation, batch.at, read)]),
    ...calls.map(called),
    ...run.batches.flatMap(returned),
    ...buried(run),
  ]
  return [
    ...story('A deploy into a bucket of a local AWS.', time, moments, paint),
    ...new Set(brokenOff(invocations).map(text => paint('yellow', text))),
    ...box(run, invalidations, paint),
  ].join('\n')
}
