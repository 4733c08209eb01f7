import { createHash, randomUUID } from 'node:crypto'
import type { SomeReadings } from './readings.ts'

/** A change to an object, in no message format yet. */
export interface ObjectEvent {
  /** The event name of S3's notifications: `ObjectCreated:Put`, `ObjectRemoved:Delete`, … */
  readonly name: string
  readonly bucket: string
  readonly key: string
  /** A hexadecimal number. Of two events for the same object, the later one has the larger sequencer. */
  readonly sequencer: string
  /** Milliseconds since 1970. */
  readonly at: number
  /** Set for puts only, like `etag`. In bytes. */
  readonly size?: number
  readonly etag?: string
}

const account = '111111111111'
const region = 'eu-west-1'

const percent = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`

/** A key as notifications encode it: form encoding, except that slashes stay. */
export const formEncoded = (key: string): string =>
  encodeURIComponent(key)
    .replaceAll('%2F', '/')
    .replaceAll('%20', '+')
    .replace(/[!'()~]/g, percent)

const contentOf = ({ size, etag }: ObjectEvent, etagName: string): object => ({
  ...(size === undefined ? {} : { size }),
  ...(etag === undefined ? {} : { [etagName]: etag }),
})

const record = (event: ObjectEvent): object => ({
  eventVersion: '2.6',
  eventSource: 'aws:s3',
  awsRegion: region,
  eventTime: new Date(event.at).toISOString(),
  eventName: event.name,
  userIdentity: { principalId: 'AWS:AROALOCALDEPLOY:deploy' },
  requestParameters: { sourceIPAddress: '192.0.2.1' },
  responseElements: { 'x-amz-request-id': 'LOCAL0REQUEST000', 'x-amz-id-2': 'local' },
  s3: {
    s3SchemaVersion: '1.0',
    configurationId: 'invalidate',
    bucket: { name: event.bucket, ownerIdentity: { principalId: 'ALOCALOWNER' }, arn: `arn:aws:s3:::${event.bucket}` },
    object: { key: formEncoded(event.key), ...contentOf(event, 'eTag'), sequencer: event.sequencer },
  },
})

/** An S3 event notification. https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html */
export const s3Notification = (...events: ReadonlyArray<ObjectEvent>): object => ({ Records: events.map(record) })

/** The test message that S3 sends when a notification configuration is saved. */
export const s3TestEvent = (bucket: string): object => ({
  Service: 'Amazon S3',
  Event: 's3:TestEvent',
  Time: '2026-11-22T12:00:00.000Z',
  Bucket: bucket,
  RequestId: 'LOCAL0REQUEST000',
  HostId: 'local',
})

/** A message as SNS delivers it to a queue. https://docs.aws.amazon.com/sns/latest/dg/http-notification-json.html */
export const snsNotification = (message: object): object => ({
  Type: 'Notification',
  MessageId: randomUUID(),
  TopicArn: `arn:aws:sns:${region}:${account}:my-site-changes`,
  Subject: 'Amazon S3 Notification',
  Message: JSON.stringify(message),
  Timestamp: '2026-11-22T12:00:00.000Z',
  SignatureVersion: '1',
  Signature: createHash('sha256').update('local').digest('base64'),
  SigningCertURL: `https://sns.${region}.amazonaws.com/SimpleNotificationService-local.pem`,
  UnsubscribeURL: `https://sns.${region}.amazonaws.com/?Action=Unsubscribe`,
})

/** EventBridge's detail type and details for each event name, from its documentation. */
const details: Readonly<Record<string, { readonly type: string; readonly detail: object }>> = {
  'ObjectCreated:Put': { type: 'Object Created', detail: { reason: 'PutObject' } },
  'ObjectRemoved:Delete': { type: 'Object Deleted', detail: { reason: 'DeleteObject', 'deletion-type': 'Permanently Deleted' } },
  'LifecycleExpiration:Delete': {
    type: 'Object Deleted',
    detail: { reason: 'Lifecycle Expiration', 'deletion-type': 'Permanently Deleted' },
  },
  'ObjectTagging:Put': { type: 'Object Tags Added', detail: {} },
}

/**
 * The event as EventBridge delivers it: with other field names, and with the key unencoded.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
 */
export const eventBridgeEvent = (event: ObjectEvent): object => {
  const { type, detail } = details[event.name] ?? { type: event.name, detail: {} }
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': type,
    source: 'aws.s3',
    account,
    time: `${new Date(event.at).toISOString().slice(0, 19)}Z`,
    region,
    resources: [`arn:aws:s3:::${event.bucket}`],
    detail: {
      version: '0',
      'event-version': '1.2',
      bucket: { name: event.bucket },
      object: { key: event.key, ...contentOf(event, 'etag'), sequencer: event.sequencer },
      'request-id': 'LOCAL0REQUEST000',
      requester: account,
      'source-ip-address': '192.0.2.1',
      ...detail,
    },
  }
}

/** How a bucket's events can reach a queue, the message that each way makes of an event, and the test message that S3 sends first. */
export const shapes = {
  direct: { messageOf: (event: ObjectEvent): object => s3Notification(event), testMessage: s3TestEvent },
  sns: {
    messageOf: (event: ObjectEvent): object => snsNotification(s3Notification(event)),
    testMessage: (bucket: string) => snsNotification(s3TestEvent(bucket)),
  },
  eventbridge: { messageOf: eventBridgeEvent, testMessage: undefined },
}

export type Shape = keyof typeof shapes

/** The message that a way makes of an event, under these readings. */
export const messageOf = (shape: Shape, event: ObjectEvent, { eventBridgeKeys }: SomeReadings): object =>
  shapes[shape].messageOf(shape === 'eventbridge' && eventBridgeKeys === 'encoded' ? { ...event, key: formEncoded(event.key) } : event)
