import { randomUUID } from 'node:crypto'

/** A received message. Times are in milliseconds since 1970. */
export interface Message {
  readonly messageId: string
  /** Identifies this receive of the message. Needed to delete it. */
  readonly receiptHandle: string
  readonly body: string
  readonly receiveCount: number
  readonly sentAt: number
  readonly firstReceivedAt: number
}

interface QueueOptions {
  /** How long a received message stays hidden, in milliseconds. */
  readonly visibilityTimeout?: number
  /** A message that was received `maxReceiveCount` times without being deleted moves to the dead-letter queue. */
  readonly redrive?: { readonly maxReceiveCount: number; readonly deadLetters: LocalQueue }
  readonly now?: () => number
}

/** An SQS standard queue. A received message becomes visible again unless it is deleted in time. */
export interface LocalQueue {
  readonly send: (body: string) => string
  /** Receives at most `max` visible messages, oldest first. */
  readonly receive: (max: number) => ReadonlyArray<Message>
  /** Deletes a message. As in SQS, the handle of an earlier receive has no effect. */
  readonly delete: (receiptHandle: string) => void
  /** Adds a message that another queue moves here. It keeps its id. */
  readonly add: (messageId: string, body: string) => void
  /** The bodies of all messages, hidden or not. */
  readonly bodies: () => ReadonlyArray<string>
  /** When the next message is or becomes visible; `undefined` if the queue is empty. */
  readonly nextVisibleAt: () => number | undefined
}

interface StoredMessage {
  readonly messageId: string
  readonly body: string
  readonly sentAt: number
  receiptHandle: string
  receiveCount: number
  firstReceivedAt: number | undefined
  visibleAt: number
}

export const localQueue = ({ visibilityTimeout = 30_000, redrive, now = Date.now }: QueueOptions = {}): LocalQueue => {
  const stored = new Map<string, StoredMessage>()
  const idByReceiptHandle = new Map<string, string>()

  const add = (messageId: string, body: string): void => {
    const at = now()
    stored.set(messageId, { messageId, body, sentAt: at, receiptHandle: '', receiveCount: 0, firstReceivedAt: undefined, visibleAt: at })
  }

  const isExhausted = ({ receiveCount }: StoredMessage): boolean => redrive !== undefined && receiveCount >= redrive.maxReceiveCount

  const moveToDeadLetters = ({ messageId, body }: StoredMessage): void => {
    stored.delete(messageId)
    redrive?.deadLetters.add(messageId, body)
  }

  const receiveOne = (message: StoredMessage): Message => {
    const at = now()
    idByReceiptHandle.delete(message.receiptHandle)
    message.receiptHandle = randomUUID()
    message.receiveCount += 1
    message.firstReceivedAt ??= at
    message.visibleAt = at + visibilityTimeout
    idByReceiptHandle.set(message.receiptHandle, message.messageId)
    const { messageId, receiptHandle, body, receiveCount, sentAt, firstReceivedAt } = message
    return { messageId, receiptHandle, body, receiveCount, sentAt, firstReceivedAt }
  }

  return {
    send: body => {
      const messageId = randomUUID()
      add(messageId, body)
      return messageId
    },
    receive: max => {
      const at = now()
      const received: Message[] = []
      for (const message of [...stored.values()]) {
        if (received.length === max) break
        if (message.visibleAt > at) continue
        if (isExhausted(message)) moveToDeadLetters(message)
        else received.push(receiveOne(message))
      }
      return received
    },
    delete: receiptHandle => {
      const messageId = idByReceiptHandle.get(receiptHandle)
      if (messageId === undefined) return
      idByReceiptHandle.delete(receiptHandle)
      stored.delete(messageId)
    },
    add,
    bodies: () => [...stored.values()].map(({ body }) => body),
    nextVisibleAt: () => (stored.size === 0 ? undefined : Math.min(...[...stored.values()].map(({ visibleAt }) => visibleAt))),
  }
}
