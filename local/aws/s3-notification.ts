import { createHash, randomUUID } from 'node:crypto'

/** Something that happened to an object, before it is told to anybody. */
export interface ObjectEvent {
  /** As the notification names it: `ObjectCreated:Put`, `ObjectRemoved:Delete`, … */
  readonly name: string
  readonly bucket: string
  readonly key: string
  /** Hexadecimal; of two events of one object the later has the larger one. */
  readonly sequencer: string
  /** Milliseconds since 1970. */
  readonly at: number
  /** Of what was put; whoever deletes an object is told neither. */
  readonly size?: number
  readonly etag?: string
}

const account = '111111111111'
const region = 'eu-west-1'

const percent = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`

/** A key as it stands in a notification: form encoding, but for the slashes. */
export const formEncoded = (key: string): string =>
  encodeURIComponent(key)
    .replaceAll('%2F', '/')
    .replaceAll('%20', '+')
    .replace(/[!'()~]/g, percent)

const contentOf = ({ size, etag }: ObjectEvent, nameOfTag: string): object => ({
  ...(size === undefined ? {} : { size }),
  ...(etag === undefined ? {} : { [nameOfTag]: etag }),
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

/** A notification as S3 sends it. https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html */
export const s3Notification = (...events: ReadonlyArray<ObjectEvent>): object => ({ Records: events.map(record) })

/** What S3 sends to a queue that is made known to a bucket. */
export const s3TestEvent = (bucket: string): object => ({
  Service: 'Amazon S3',
  Event: 's3:TestEvent',
  Time: '2026-11-22T12:00:00.000Z',
  Bucket: bucket,
  RequestId: 'LOCAL0REQUEST000',
  HostId: 'local',
})

/** A message as SNS hands it to a queue. https://docs.aws.amazon.com/sns/latest/dg/http-notification-json.html */
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

/** What EventBridge says of each event. Types and reasons are those of its documentation. */
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
 * The event as EventBridge delivers it: other names, and the key as it is.
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

/** The ways from a bucket to a queue: what each makes of an event, and of the message with which S3 tries the way. */
export const shapes = {
  direct: { of: (event: ObjectEvent): object => s3Notification(event), tries: s3TestEvent },
  sns: {
    of: (event: ObjectEvent): object => snsNotification(s3Notification(event)),
    tries: (bucket: string) => snsNotification(s3TestEvent(bucket)),
  },
  eventbridge: { of: eventBridgeEvent, tries: undefined },
}

export type Shape = keyof typeof shapes
