import { knownFaults, times } from '../../local/aws/faults.ts'
import { eventBridgeEvent, type ObjectEvent, s3Notification, s3TestEvent, snsNotification } from '../../local/aws/s3-notification.ts'
import type { Message } from '../../local/aws/sqs.ts'
import { sqsEvent } from '../../local/lambda/event-source.ts'
import { describeBatches } from './batches.ts'

const put = (key: string, change: Partial<ObjectEvent> = {}): ObjectEvent => ({
  name: 'ObjectCreated:Put',
  bucket: 'my-site',
  key,
  sequencer: 'FF00',
  at: 1_795_348_790_000,
  size: key.length,
  etag: 'local',
  ...change,
})

const gone = (key: string): ObjectEvent => put(key, { name: 'ObjectRemoved:Delete', sequencer: 'FF10' })

const messageOf = (body: unknown, index: number): Message => ({
  messageId: `33333333-abcd-1111-abcd-${String(index).padStart(12, '0')}`,
  receiptHandle: `receipt-${index}`,
  body: typeof body === 'string' ? body : JSON.stringify(body),
  receiveCount: 1,
  sentAt: 1_795_348_795_000,
  firstReceivedAt: 1_795_348_800_000,
})

/** A batch with one message per body. */
const queued = (...bodies: ReadonlyArray<unknown>): unknown => sqsEvent(bodies.map(messageOf))

const native = (...events: ReadonlyArray<ObjectEvent>): unknown => queued(...events.map(event => s3Notification(event)))

const keys = (count: number): ReadonlyArray<string> => Array.from({ length: count }, (_, index) => `${index % 7}/${index}.html`)

const upload = [
  ...['index.html', 'docs/index.html', 'a b.html', 'c++.html', '100%.html', 'x%20y.html', 'ü/é.html', 'a?b=c&d.html', 'old~1/a.html'].map(
    key => put(key),
  ),
  gone('gone (1).html'),
]

const one = s3Notification(put('a.html'))
const other = s3Notification(put('b.html'))

describeBatches('s3-events', [{ bucket: 'my-site', distributionId: 'E1' }], {
  native: { events: [native(...upload)] },
  'several-in-one-notification': { events: [queued(s3Notification(...upload))] },
  'wrapped-by-sns': { events: [queued(...upload.map(event => snsNotification(s3Notification(event))))] },
  'from-eventbridge': { events: [queued(...upload.map(eventBridgeEvent))] },
  'the-same-again': { events: [native(...upload), native(...upload), native(...upload.toReversed())] },
  'one-message-twice': { events: [sqsEvent([messageOf(one, 0), messageOf(other, 1), messageOf(one, 0)])] },
  'one-event-twice': { events: [queued(one, eventBridgeEvent(put('a.html')), one)] },
  'one-object-again': { events: [native(put('a.html')), native(put('a.html', { sequencer: 'FF20' }))] },
  'without-sequencer': { events: [queued(JSON.stringify(one).replace(',"sequencer":"FF00"', ''))] },
  'more-than-the-default-of-paths': { events: [native(...keys(300).map(key => put(key)))] },
  'test-event': { events: [queued(s3TestEvent('my-site'), snsNotification(s3TestEvent('my-site')))] },
  'events-that-change-nothing': {
    events: [
      native(
        put('a.html', { name: 'ObjectTagging:Put' }),
        put('b.html', { name: 'LifecycleTransition' }),
        put('c.html', { name: 'ObjectRestore:Post' }),
        put('d.html', { name: 'ObjectAcl:Put' }),
        put('e.html', { name: 'ObjectRestore:Completed' }),
        put('f.html', { name: 'ObjectWhatever:New' }),
        put('g.html', { name: 'LifecycleExpiration:Delete' }),
      ),
    ],
  },
  poison: {
    events: [
      queued(
        one,
        'hello',
        { hello: 'there' },
        s3Notification(put('c.html', { bucket: 'nobody' })),
        JSON.stringify(s3Notification(put('bad'))).replace('"bad"', '"%E0%A4%A"'),
        { Records: [{ eventSource: 'aws:ses', eventVersion: '1.0' }] },
        'null',
        other,
      ),
    ],
  },
  'item-refused': {
    events: [native(...Array.from({ length: 12 }, (_, index) => put(`${index}.html`)))],
    cloudFront: { rejects: item => item === '/7.html' },
  },
  'busy-for-a-moment': {
    events: [native(...upload)],
    prepare: ({ faults }) =>
      faults.schedule('CreateInvalidation', knownFaults.throttle, knownFaults['503'], knownFaults['too-many'], knownFaults['drop-after']),
  },
  'busy-to-the-end': {
    events: [native(...upload), native(...upload)],
    prepare: ({ faults }) => faults.schedule('CreateInvalidation', ...times(40, knownFaults['too-many'])),
  },
  'access-denied': {
    events: [native(...upload)],
    prepare: ({ faults }) => faults.schedule('CreateInvalidation', knownFaults.denied),
  },
  'reference-taken': {
    events: [native(...upload)],
    prepare: ({ faults }) => faults.schedule('CreateInvalidation', { kind: 'error', status: 400, code: 'InvalidationBatchAlreadyExists' }),
  },
  'directly-from-s3': { events: [s3Notification(...upload)] },
  'directly-from-eventbridge': { events: [eventBridgeEvent(put('a b+c.html'))] },
  'directly-from-sns': {
    events: [{ Records: [{ EventSource: 'aws:sns', EventVersion: '1.0', Sns: snsNotification(s3Notification(put('a b+c.html'))) }] }],
  },
  'directly-and-denied': {
    events: [s3Notification(put('a.html')), s3Notification(put('a.html'))],
    prepare: ({ faults }) => faults.schedule('CreateInvalidation', knownFaults.denied),
  },
  'no-event': { events: [{}, { Records: [] }, null] },
})

const origins = [
  { bucket: 'my-site', distributionId: ['E1', 'E2'], indexDocuments: [], maxPaths: 10_000 },
  {
    bucket: 'other',
    distributionId: 'E3',
    originPath: '/live',
    indexDocuments: ['index.htm'],
    queryStrings: true,
    include: ['**/*.{html,htm}', '*.css'],
    exclude: ['drafts/'],
    maxPaths: 5,
    roleArn: 'arn:aws:iam::222222222222:role/other',
    externalId: 'x-1',
  },
  { bucket: 'other', distributionId: 'E4', originPath: '/beta' },
]

const inOther = (...names: ReadonlyArray<string>): ReadonlyArray<ObjectEvent> => names.map(key => put(key, { bucket: 'other' }))

describeBatches('s3-events-of-several-origins', origins, {
  'each-to-its-own': {
    events: [
      native(
        ...upload,
        ...inOther('live/index.htm', 'live/a.html', 'live/b.css', 'live/c.js', 'live/drafts/d.html', 'beta/index.html', 'lively.html'),
      ),
    ],
  },
  'within-max-paths': { events: [native(...inOther(...keys(40).map(key => `live/${key}`)))] },
  'more-than-a-request': { events: [native(...keys(4_000).map(key => put(key)))] },
  'one-distribution-unknown': {
    events: [native(put('a.html'), ...inOther('live/b.html', 'beta/c.html'))],
    cloudFront: { distributionIds: ['E1', 'E4'] },
  },
})

describeBatches('s3-events-of-wrong-origins', [{ bucket: 7, distributionID: 'E1' }], { 'never-starts': { events: [native(...upload)] } })
