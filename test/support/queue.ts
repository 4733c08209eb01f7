import { ownAccount } from '../../src/adapters/aws/account.ts'
import { batchReporter } from '../../src/adapters/sqs/batch-reporter.ts'
import type { Origin } from '../../src/domain/batch/origin.ts'
import { prefixOf } from '../../src/domain/items/item.ts'
import { s3EventsHandler } from '../../src/entrypoints/s3-events/handler.ts'
import { type CrashPoint, crashingAt } from './crashing.ts'
import { sqsEvent } from './recorded-s3-events.ts'
import type { World } from './world.ts'

/** A change of an object, and when it happened: no invalidation from before can have reached it. */
interface Sent {
  readonly key: string
  readonly at: number
}

/** How one delivery of a batch goes. */
export interface Round {
  /** Which of the messages that wait are in the batch, by a share of them, and in which order. */
  readonly share: number
  readonly order: ReadonlyArray<number>
  readonly crash: CrashPoint | undefined
  /** The function did its work, but nobody got its answer: all messages come back. */
  readonly answerLost: boolean
  /** The first so many of the messages that are done come again all the same. */
  readonly again: number
}

const timeout = 60_000

const inOrder = <A>(list: ReadonlyArray<A>, order: ReadonlyArray<number>): ReadonlyArray<A> =>
  list
    .map((one, index) => ({ one, rank: order[index % Math.max(1, order.length)] ?? 0 }))
    .sort((one, other) => one.rank - other.rank)
    .map(({ one }) => one)

/** Plays a queue and Lambda on fakes, in virtual time: messages wait until an answer says that they are done. */
export const playQueue = (world: World, origins: ReadonlyArray<Origin>) => {
  const waiting = new Map<string, string>()
  const sent: Sent[] = []
  let overran = false

  return {
    sent: (): ReadonlyArray<Sent> => sent,
    waiting: (): ReadonlyArray<string> => [...waiting.keys()],
    overran: () => overran,
    send: (messageId: string, body: string, keys: ReadonlyArray<string> = []): void => {
      waiting.set(messageId, body)
      sent.push(...keys.map(key => ({ key, at: world.clock.now() })))
    },
    deliver: async ({ share, order, crash, answerLost, again }: Round): Promise<void> => {
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
      if (crashed() || answerLost || response === undefined) return
      const returned = new Set(response.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier))
      const done = batch.filter(([messageId]) => !returned.has(messageId))
      for (const [messageId] of done.slice(again)) waiting.delete(messageId)
    },
  }
}

/** Whether a distribution was told of a path, not before a moment. */
export const isInvalidatedSince = ({ cdn }: World, targetId: string, path: string, since: number): boolean =>
  cdn
    .created()
    .some(
      ({ request, at }) =>
        at >= since &&
        request.targetId === targetId &&
        request.items.some(item => item === path || (item.endsWith('*') && path.startsWith(prefixOf(item)))),
    )
