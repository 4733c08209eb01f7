import { randomUUID } from 'node:crypto'

/** A message as one receipt of it looks. Times are in milliseconds since 1970. */
export interface Message {
  readonly messageId: string
  /** Names this receipt of the message, and is what deletes it. */
  readonly receiptHandle: string
  readonly body: string
  readonly receiveCount: number
  readonly sentAt: number
  readonly firstReceivedAt: number
}

interface QueueOptions {
  /** For how many milliseconds a message that was received is hidden from everybody else. */
  readonly visibilityTimeout?: number
  /** So often a message is received; after that it goes to the dead-letter queue. */
  readonly redrive?: { readonly maxReceiveCount: number; readonly deadLetters: LocalQueue }
  readonly now?: () => number
}

/** A standard queue of SQS: each message is there until it is deleted, and comes again where it is not. */
export interface LocalQueue {
  readonly send: (body: string) => string
  /** Up to so many of the messages that are not hidden, oldest first. */
  readonly receive: (most: number) => ReadonlyArray<Message>
  /** As at AWS, the handle of an earlier receipt deletes nothing. */
  readonly delete: (receiptHandle: string) => void
  /** Takes a message on from another queue, as it is. */
  readonly redrive: (messageId: string, body: string) => void
  /** The bodies of all messages, hidden or not. */
  readonly bodies: () => ReadonlyArray<string>
  /** When the next message can be received: now, later, or never, since there is none. */
  readonly nextVisibleAt: () => number | undefined
}

interface Stored {
  readonly messageId: string
  readonly body: string
  readonly sentAt: number
  receiptHandle: string
  receiveCount: number
  firstReceivedAt: number | undefined
  visibleAt: number
}

export const localQueue = ({ visibilityTimeout = 30_000, redrive, now = Date.now }: QueueOptions = {}): LocalQueue => {
  const stored = new Map<string, Stored>()
  const owners = new Map<string, string>()

  const put = (messageId: string, body: string): void => {
    const at = now()
    stored.set(messageId, { messageId, body, sentAt: at, receiptHandle: '', receiveCount: 0, firstReceivedAt: undefined, visibleAt: at })
  }

  const isSpent = ({ receiveCount }: Stored): boolean => redrive !== undefined && receiveCount >= redrive.maxReceiveCount

  const bury = ({ messageId, body }: Stored): void => {
    stored.delete(messageId)
    redrive?.deadLetters.redrive(messageId, body)
  }

  const hand = (message: Stored): Message => {
    const at = now()
    owners.delete(message.receiptHandle)
    message.receiptHandle = randomUUID()
    message.receiveCount += 1
    message.firstReceivedAt ??= at
    message.visibleAt = at + visibilityTimeout
    owners.set(message.receiptHandle, message.messageId)
    const { messageId, receiptHandle, body, receiveCount, sentAt, firstReceivedAt } = message
    return { messageId, receiptHandle, body, receiveCount, sentAt, firstReceivedAt }
  }

  return {
    send: body => {
      const messageId = randomUUID()
      put(messageId, body)
      return messageId
    },
    receive: most => {
      const at = now()
      const received: Message[] = []
      for (const message of [...stored.values()]) {
        if (received.length === most) break
        if (message.visibleAt > at) continue
        if (isSpent(message)) bury(message)
        else received.push(hand(message))
      }
      return received
    },
    delete: receiptHandle => {
      const messageId = owners.get(receiptHandle)
      if (messageId === undefined) return
      owners.delete(receiptHandle)
      stored.delete(messageId)
    },
    redrive: put,
    bodies: () => [...stored.values()].map(({ body }) => body),
    nextVisibleAt: () => (stored.size === 0 ? undefined : Math.min(...[...stored.values()].map(({ visibleAt }) => visibleAt))),
  }
}
