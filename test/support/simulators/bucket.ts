import { messageOf, type ObjectEvent, type Shape } from '../../../local/aws/s3-notification.ts'
import { localQueue } from '../../../local/aws/sqs.ts'
import { sqsEvent } from '../../../local/lambda/event-source.ts'
import { ownAccount } from '../../../src/adapters/aws/account.ts'
import { batchReporter } from '../../../src/adapters/sqs/batch-reporter.ts'
import type { Origin } from '../../../src/domain/batch/origin.ts'
import { s3EventsHandler } from '../../../src/entrypoints/s3-events/handler.ts'
import type { AwsWorld, CrashPoint } from '../worlds/aws-world.ts'

/** One delivery of messages, and what goes wrong with it. */
export interface BatchFaults {
  /** Messages in the batch, at most. */
  readonly size: number
  readonly crash: CrashPoint | undefined
  /** The function succeeds, but its response is lost: all messages are delivered again. */
  readonly responseLost: boolean
  /** Another sandbox receives the same messages at the same time. */
  readonly duplicated: boolean
  readonly skew: number
}

/** A bucket whose events reach the function through a queue. */
export interface SimulatedBucket {
  /** Sends the event of every put and delete this often, in this shape. */
  readonly send: (shape: Shape, copies: number, change: () => void) => void
  readonly deliver: (faults: BatchFaults) => Promise<void>
  /** Advances the clock until a message is visible. Whether there is one. */
  readonly awaitMessage: () => boolean
  readonly overran: () => boolean
}

/** How long a message that was received stays hidden, in milliseconds. */
const visibilityTimeout = 120_000

/** Plays S3, SQS and Lambda with the real handler and adapters, in virtual time. */
export const simulateBucket = (world: AwsWorld, origins: ReadonlyArray<Origin>): SimulatedBucket => {
  const { aws, clock, readings } = world
  const queue = localQueue({ visibilityTimeout, now: clock.now })
  let events: ObjectEvent[] = []
  let overran = false
  aws.s3.watch(event => {
    events.push(event)
  })

  const invoke = async (event: object, { crash, skew }: BatchFaults): Promise<ReadonlyArray<string> | undefined> => {
    const { ports, context, crashed, overran: lasted } = world.sandbox(crash, skew)
    const handler = s3EventsHandler({ ...ports, reporter: batchReporter }, origins, ownAccount())
    const response = await Promise.race([handler(event, context), crashed])
    overran ||= lasted()
    return typeof response === 'object' ? response.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier) : undefined
  }

  return {
    send: (shape, copies, change) => {
      events = []
      change()
      for (const event of events) for (let copy = 0; copy < copies; copy += 1) queue.send(JSON.stringify(messageOf(shape, event, readings)))
    },
    deliver: async faults => {
      const messages = queue.receive(faults.size)
      if (messages.length === 0) return
      aws.freeze()
      const event = sqsEvent(messages)
      const [returned] = await Promise.all([invoke(event, faults), faults.duplicated ? invoke(event, faults) : undefined])
      if (returned === undefined || faults.responseLost) return
      for (const { messageId, receiptHandle } of messages) if (!returned.includes(messageId)) queue.delete(receiptHandle)
    },
    awaitMessage: () => {
      const next = queue.nextVisibleAt()
      if (next !== undefined) clock.advance(Math.max(0, next - clock.now()))
      return next !== undefined
    },
    overran: () => overran,
  }
}
