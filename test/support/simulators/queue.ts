import { ownAccount } from '../../../src/adapters/aws/account.ts'
import { batchReporter } from '../../../src/adapters/sqs/batch-reporter.ts'
import type { Origin } from '../../../src/domain/batch/origin.ts'
import { prefixOf } from '../../../src/domain/items/item.ts'
import { s3EventsHandler } from '../../../src/entrypoints/s3-events/handler.ts'
import { sqsEvent } from '../recorded/s3-events.ts'
import type { World } from '../worlds/world.ts'
import { type CrashPoint, crashingAt } from './crashing.ts'

/** A change of an object and its time in milliseconds. An earlier invalidation does not count for it. */
interface SentChange {
  readonly key: string
  readonly at: number
}

/** One delivery of a batch, and what goes wrong with it. */
export interface BatchDelivery {
  /** The share of the waiting messages that the batch contains, from 0 to 1, and their order. */
  readonly share: number
  readonly order: ReadonlyArray<number>
  readonly crash: CrashPoint | undefined
  /** The function succeeds, but its response is lost: all messages are redelivered. */
  readonly responseLost: boolean
  /** How many of the finished messages are redelivered anyway. */
  readonly redelivered: number
}

const timeout = 60_000

const inOrder = <A>(list: ReadonlyArray<A>, order: ReadonlyArray<number>): ReadonlyArray<A> =>
  list
    .map((one, index) => ({ one, rank: order[index % Math.max(1, order.length)] ?? 0 }))
    .sort((one, other) => one.rank - other.rank)
    .map(({ one }) => one)

/** Simulates a queue and Lambda on fakes, in virtual time. Messages wait until a response reports them as done. */
export const simulateQueue = (world: World, origins: ReadonlyArray<Origin>) => {
  const waiting = new Map<string, string>()
  const sent: SentChange[] = []
  let overran = false

  return {
    sent: (): ReadonlyArray<SentChange> => sent,
    waiting: (): ReadonlyArray<string> => [...waiting.keys()],
    overran: () => overran,
    send: (messageId: string, body: string, keys: ReadonlyArray<string> = []): void => {
      waiting.set(messageId, body)
      sent.push(...keys.map(key => ({ key, at: world.clock.now() })))
    },
    deliver: async ({ share, order, crash, responseLost, redelivered }: BatchDelivery): Promise<void> => {
      const batch = inOrder([...waiting], order).slice(0, Math.ceil(share * waiting.size))
      if (batch.length === 0) return
      const { ports, crashed } = crashingAt({ ...world.ports, reporter: batchReporter }, crash)
      const handler = s3EventsHandler(ports, origins, ownAccount())
      const deadline = world.clock.now() + timeout
      const response = await handler(sqsEvent(Object.fromEntries(batch)), {
        awsRequestId: 'r',
        invokedFunctionArn: 'arn:aws:lambda:eu-west-1:111111111111:function:f',
        getRemainingTimeInMillis: () => timeout,
      })
      overran ||= world.clock.now() > deadline
      if (crashed() || responseLost || response === undefined) return
      const returned = new Set(response.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier))
      const done = batch.filter(([messageId]) => !returned.has(messageId))
      for (const [messageId] of done.slice(redelivered)) waiting.delete(messageId)
    },
  }
}

/** Whether a target has received an invalidation of a path at or after this time. */
export const isInvalidatedSince = ({ cdn }: World, targetId: string, path: string, since: number): boolean =>
  cdn
    .created()
    .some(
      ({ request, at }) =>
        at >= since &&
        request.targetId === targetId &&
        request.items.some(item => item === path || (item.endsWith('*') && path.startsWith(prefixOf(item)))),
    )
