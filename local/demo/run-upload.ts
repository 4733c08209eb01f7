import type { SomeReadings } from '../aws/readings.ts'
import { messageOf, type ObjectEvent, type Shape, shapes } from '../aws/s3-notification.ts'
import type { LocalAws } from '../aws/server.ts'
import { localQueue, type Message } from '../aws/sqs.ts'
import { type Batch, eventSource } from '../lambda/event-source.ts'
import type { LocalFunction } from '../lambda/function.ts'
import type { TimeLapse } from '../lambda/time-lapse.ts'
import { uploadExample } from './example-upload.ts'

/** Where to deploy, and how the bucket's events reach the queue. */
export interface Upload {
  readonly bucket: string
  /** Empty, or a folder that ends with a slash. */
  readonly folder: string
  readonly shape: Shape
}

const firstOf = (origins: string): { readonly bucket?: unknown; readonly originPath?: unknown } => {
  try {
    return Object(JSON.parse(origins)[0])
  } catch {
    return {}
  }
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** A deploy to the first of the function's origins. Invalid origins are left for the function to report. */
export const uploadTo = (origins: string, shape: Shape): Upload => {
  const { bucket, originPath } = firstOf(origins)
  const folder = text(originPath).replace(/^\/+|\/+$/g, '')
  return { bucket: text(bucket) || 'my-site', folder: folder && `${folder}/`, shape }
}

/** A deploy to a bucket. */
export interface Deploy {
  readonly upload: Upload
  readonly events: ReadonlyArray<ObjectEvent>
  /** Number of messages that were sent to the queue. */
  readonly sent: number
}

/** The outcome of a deploy to a bucket. */
export interface UploadRun extends Deploy {
  readonly batches: ReadonlyArray<Batch>
  readonly endedAt: number
  /** Messages that were not processed, other than the stray message. */
  readonly lost: ReadonlyArray<string>
  readonly deadLetters: ReadonlyArray<string>
}

/** Called after the deploy, and before and after each invocation. Times are in milliseconds since 1970. */
export interface Observer {
  readonly onDeploy: (deploy: Deploy) => void
  readonly onStart: (messages: ReadonlyArray<Message>, at: number) => void
  readonly onEnd: (batch: Batch) => void
}

/**
 * The queue's settings: the template's visibility timeout in milliseconds, and the minimum that AWS recommends for
 * maxReceiveCount. https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 */
export const visibilityTimeout = 660_000
export const maxReceiveCount = 5

/** A message that is not a notification. It should be the only one in the dead-letter queue at the end. */
const stray = '{"hello": "I am not a notification"}'

/**
 * Plays a deploy, S3, SQS and Lambda: puts and deletes objects, sends the bucket's events to the queue, and invokes the
 * function until the queue is empty. The queue also gets S3's test message, one notification twice, and a stray message.
 * `observe` is called for what happens.
 */
export const runUpload = async (
  aws: LocalAws,
  lambda: Pick<LocalFunction, 'invoke'>,
  time: TimeLapse,
  upload: Upload,
  observe: Observer,
  readings: SomeReadings = {},
): Promise<UploadRun> => {
  const { testMessage } = shapes[upload.shape]
  const deadLetters = localQueue({ now: time.now })
  const queue = localQueue({ visibilityTimeout, redrive: { maxReceiveCount, deadLetters }, now: time.now })
  const events: ObjectEvent[] = []
  let sent = 0
  const send = (body: string): void => {
    queue.send(body)
    sent += 1
  }
  aws.s3.watch(event => {
    const body = JSON.stringify(messageOf(upload.shape, event, readings))
    send(body)
    if (events.length === 0) send(body)
    events.push(event)
  })
  if (testMessage) send(JSON.stringify(testMessage(upload.bucket)))
  send(stray)
  uploadExample(aws.s3, upload.bucket, upload.folder)
  const deploy = { upload, events, sent }
  observe.onDeploy(deploy)
  const batches = await eventSource(queue, lambda, time, observe).drain()
  return {
    ...deploy,
    batches,
    endedAt: time.now(),
    lost: [...queue.bodies(), ...deadLetters.bodies()].filter(body => body !== stray),
    deadLetters: deadLetters.bodies(),
  }
}
