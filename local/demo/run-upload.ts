import { type ObjectEvent, type Shape, shapes } from '../aws/s3-notification.ts'
import type { LocalAws } from '../aws/server.ts'
import { localQueue } from '../aws/sqs.ts'
import { type Batch, eventSource } from '../lambda/event-source.ts'
import type { LocalFunction } from '../lambda/function.ts'
import type { TimeLapse } from '../lambda/time-lapse.ts'
import { uploadExample } from './example-upload.ts'

/** What is put where, and how the bucket tells of it. */
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

/** Into the first of the function's origins. Whether these are right is for the function to say. */
export const uploadTo = (origins: string, shape: Shape): Upload => {
  const { bucket, originPath } = firstOf(origins)
  const folder = text(originPath).replace(/^\/+|\/+$/g, '')
  return { bucket: text(bucket) || 'my-site', folder: folder && `${folder}/`, shape }
}

/** What a deploy into a bucket came to. */
export interface UploadRun {
  readonly upload: Upload
  readonly events: ReadonlyArray<ObjectEvent>
  /** Messages that were sent to the queue. */
  readonly sent: number
  readonly batches: ReadonlyArray<Batch>
  readonly endedAt: number
  /** Messages that nobody got done, without the one that nobody could. */
  readonly lost: ReadonlyArray<string>
  readonly deadLetters: ReadonlyArray<string>
}

/** The queue's settings: messages are hidden for as long as with the template, and received as often as AWS advises at least. */
export const visibilityTimeout = 660_000
export const maxReceiveCount = 5

/** A message that is no notification: it is to be alone in the dead-letter queue in the end. */
const stray = '{"hello": "I am no notification"}'

/**
 * Plays a deploy, S3, SQS and Lambda: objects are put and deleted, the bucket tells the queue, the queue is emptied into
 * the function. The queue also gets what S3 sends when it is set up, one notification twice, and a stray message.
 */
export const runUpload = async (
  aws: LocalAws,
  lambda: Pick<LocalFunction, 'invoke'>,
  time: TimeLapse,
  upload: Upload,
): Promise<UploadRun> => {
  const { messageOf, testMessage } = shapes[upload.shape]
  const deadLetters = localQueue({ now: time.now })
  const queue = localQueue({ visibilityTimeout, redrive: { maxReceiveCount, deadLetters }, now: time.now })
  const events: ObjectEvent[] = []
  let sent = 0
  const send = (body: string): void => {
    queue.send(body)
    sent += 1
  }
  aws.s3.watch(event => {
    const body = JSON.stringify(messageOf(event))
    send(body)
    if (events.length === 0) send(body)
    events.push(event)
  })
  if (testMessage) send(JSON.stringify(testMessage(upload.bucket)))
  send(stray)
  uploadExample(aws.s3, upload.bucket, upload.folder)
  const batches = await eventSource(queue, lambda, time).drain()
  return {
    upload,
    events,
    sent,
    batches,
    endedAt: time.now(),
    lost: [...queue.bodies(), ...deadLetters.bodies()].filter(body => body !== stray),
    deadLetters: deadLetters.bodies(),
  }
}
