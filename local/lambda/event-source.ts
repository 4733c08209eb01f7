import { createHash } from 'node:crypto'
import type { LocalQueue, Message } from '../aws/sqs.ts'
import type { Invocation, LocalFunction } from './function.ts'
import type { TimeLapse } from './time-lapse.ts'

/** A batch of messages that the function was invoked with, and which of them it left in the queue. */
export interface Batch {
  readonly at: number
  readonly endedAt: number
  readonly messages: ReadonlyArray<Message>
  readonly invocation: Invocation
  readonly returned: ReadonlyArray<Message>
}

/** The settings of the mapping from the queue to the function, named as Lambda names them; times are in milliseconds. */
interface Mapping {
  readonly batchSize?: number
  readonly batchingWindow?: number
  /** The function's own timeout. */
  readonly timeout?: number
}

/** Lambda's event source mapping: takes messages from a queue to a function, and deletes those that are done. */
export interface EventSource {
  /** One batch of what can be received; `undefined` where that is nothing. */
  readonly poll: () => Promise<Batch | undefined>
  /** Polls, and skips the time in which all messages are hidden, until the queue is empty. */
  readonly drain: () => Promise<ReadonlyArray<Batch>>
}

/** An invocation's payload has at most so many bytes. */
const largestPayload = 6 * 1_024 * 1_024

/** SQS hands over at most so many messages at a time. */
const mostReceived = 10

/** What was received together within this time comes back together. */
const straggling = 1_000

/** A queue without a dead-letter queue would be polled for ever. */
const mostBatches = 1_000

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
 * The messages that the function did not get done. All of them where it failed, or where its answer is none that Lambda
 * knows: an id that is missing, empty or of no message of the batch.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
const returnedOf = ({ outcome }: Invocation, messages: ReadonlyArray<Message>): ReadonlyArray<Message> => {
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
  { batchSize = 10_000, batchingWindow = 5_000, timeout = 60_000 }: Mapping = {},
): EventSource => {
  let held: ReadonlyArray<Message> = []

  const gather = (): ReadonlyArray<Message> => {
    const messages: Message[] = []
    let bytes = 0
    let hasWaited = false
    while (messages.length < batchSize) {
      const received = held.length > 0 ? held : queue.receive(Math.min(mostReceived, batchSize - messages.length))
      held = []
      for (const [index, message] of received.entries()) {
        bytes += bytesOf(message)
        if (bytes > largestPayload && messages.length > 0) {
          held = received.slice(index)
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
    const invocation = await lambda.invoke(sqsEvent(messages), timeout)
    const returned = returnedOf(invocation, messages)
    const kept = new Set(returned)
    for (const message of messages) if (!kept.has(message)) queue.delete(message.receiptHandle)
    return { at, endedAt: time.now(), messages, invocation, returned }
  }

  const drain = async (): Promise<ReadonlyArray<Batch>> => {
    const batches: Batch[] = []
    for (let next = queue.nextVisibleAt(); next !== undefined && batches.length < mostBatches; next = queue.nextVisibleAt()) {
      if (held.length === 0) time.skip(next + straggling - time.now())
      const batch = await poll()
      if (batch) batches.push(batch)
    }
    return batches
  }

  return { poll, drain }
}
