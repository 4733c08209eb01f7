import { createHash } from 'node:crypto'
import type { LocalQueue, Message } from '../aws/sqs.ts'
import type { Invocation, LocalFunction } from './function.ts'
import type { TimeLapse } from './time-lapse.ts'

/** One invocation with a batch of messages, and the messages that went back to the queue. Times are in milliseconds since 1970. */
export interface Batch {
  readonly at: number
  readonly endedAt: number
  readonly messages: ReadonlyArray<Message>
  readonly invocation: Invocation
  readonly returned: ReadonlyArray<Message>
}

/** The event source mapping's settings. Times are in milliseconds. */
interface Mapping {
  readonly batchSize?: number
  readonly batchingWindow?: number
  /** The function's own timeout. */
  readonly timeout?: number
  /** Called before each invocation. `at` is in milliseconds since 1970. */
  readonly onStart?: (messages: ReadonlyArray<Message>, at: number) => void
  /** Called after each invocation. */
  readonly onEnd?: (batch: Batch) => void
}

/** Lambda's event source mapping: invokes a function with messages from a queue, and deletes those that succeed. */
export interface EventSource {
  /** Invokes the function with one batch. `undefined` if no message is visible. */
  readonly poll: () => Promise<Batch | undefined>
  /** Polls until the queue is empty. Skips the time during which all messages are hidden. */
  readonly drain: () => Promise<ReadonlyArray<Batch>>
}

/** Maximum size of an invocation's payload, in bytes. */
const maxPayloadBytes = 6 * 1_024 * 1_024

/** Maximum number of messages per ReceiveMessage call. */
const maxReceived = 10

/** Waits this much longer, so that messages received shortly after one another become visible together. */
const stragglerDelay = 1_000

/** Stops `drain` on a queue without a dead-letter queue, which might never become empty. */
const maxBatches = 1_000

const recordOf = ({ messageId, receiptHandle, body, receiveCount, sentAt, firstReceivedAt }: Message): object => ({
  messageId,
  receiptHandle,
  body,
  attributes: {
    ApproximateReceiveCount: String(receiveCount),
    SentTimestamp: String(Math.trunc(sentAt)),
    SenderId: 'AROALOCALSENDER:S3-PROD-END',
    ApproximateFirstReceiveTimestamp: String(Math.trunc(firstReceivedAt)),
  },
  messageAttributes: {},
  md5OfBody: createHash('md5').update(body).digest('hex'),
  eventSource: 'aws:sqs',
  eventSourceARN: 'arn:aws:sqs:eu-west-1:111111111111:my-site-changes',
  awsRegion: 'eu-west-1',
})

/** The event that the function is invoked with. */
export const sqsEvent = (messages: ReadonlyArray<Message>): object => ({ Records: messages.map(recordOf) })

const bytesOf = (message: Message): number => Buffer.byteLength(JSON.stringify(recordOf(message)))

/**
 * The messages that stay in the queue. All of them if the invocation failed, or if Lambda does not accept its response:
 * an item without an id, with an empty id, or with an id that is not in the batch.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
const failedMessages = ({ outcome }: Invocation, messages: ReadonlyArray<Message>): ReadonlyArray<Message> => {
  if (outcome._tag !== 'Resolved') return messages
  const { value } = outcome
  const failures: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'batchItemFailures') : value
  if (failures === undefined || failures === null) return []
  if (!Array.isArray(failures)) return messages
  const ids = new Set(failures.map((failure: unknown) => Object(failure).itemIdentifier as unknown))
  const returned = messages.filter(({ messageId }) => ids.has(messageId))
  return returned.length === ids.size ? returned : messages
}

export const eventSource = (
  queue: LocalQueue,
  lambda: Pick<LocalFunction, 'invoke'>,
  time: TimeLapse,
  { batchSize = 10_000, batchingWindow = 5_000, timeout = 60_000, onStart, onEnd }: Mapping = {},
): EventSource => {
  let carriedOver: ReadonlyArray<Message> = []

  const gather = (): ReadonlyArray<Message> => {
    const messages: Message[] = []
    let bytes = 0
    let hasWaited = false
    while (messages.length < batchSize) {
      const received = carriedOver.length > 0 ? carriedOver : queue.receive(Math.min(maxReceived, batchSize - messages.length))
      carriedOver = []
      for (const [index, message] of received.entries()) {
        bytes += bytesOf(message)
        if (bytes > maxPayloadBytes && messages.length > 0) {
          carriedOver = received.slice(index)
          return messages
        }
        messages.push(message)
      }
      if (received.length > 0) continue
      if (messages.length === 0 || hasWaited) break
      time.skip(batchingWindow)
      hasWaited = true
    }
    return messages
  }

  const poll = async (): Promise<Batch | undefined> => {
    const messages = gather()
    if (messages.length === 0) return undefined
    const at = time.now()
    onStart?.(messages, at)
    const invocation = await lambda.invoke(sqsEvent(messages), timeout)
    const returned = failedMessages(invocation, messages)
    const kept = new Set(returned)
    for (const message of messages) if (!kept.has(message)) queue.delete(message.receiptHandle)
    const batch = { at, endedAt: time.now(), messages, invocation, returned }
    onEnd?.(batch)
    return batch
  }

  const drain = async (): Promise<ReadonlyArray<Batch>> => {
    const batches: Batch[] = []
    for (let next = queue.nextVisibleAt(); next !== undefined && batches.length < maxBatches; next = queue.nextVisibleAt()) {
      if (carriedOver.length === 0) time.skip(next + stragglerDelay - time.now())
      const batch = await poll()
      if (batch) batches.push(batch)
    }
    return batches
  }

  return { poll, drain }
}
