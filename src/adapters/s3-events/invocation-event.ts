import * as E from 'fp-ts/lib/Either.js'
import * as TH from 'fp-ts/lib/These.js'
import * as t from 'io-ts'
import type { Message } from '../../domain/batch/batch.ts'
import type { Delivery } from '../../domain/batch/isolation.ts'
import { readChanges, readEvent } from './read-changes.ts'

/** A message that is not read yet: reading one that was held back could end the process. */
interface UnreadMessage extends Delivery {
  readonly read: () => Message['content']
}

/** The event of an invocation. */
export type InvocationEvent =
  /** Messages from a queue, which can be returned individually. */
  | { readonly _tag: 'Queued'; readonly messages: ReadonlyArray<UnreadMessage> }
  /** An event sent to the function directly, which Lambda can only retry as a whole. */
  | { readonly _tag: 'Direct'; readonly messages: ReadonlyArray<UnreadMessage> }

const SqsRecord = t.intersection([
  t.type({ eventSource: t.literal('aws:sqs'), messageId: t.string, body: t.string }),
  t.partial({ attributes: t.partial({ ApproximateReceiveCount: t.string }) }),
])

/** A batch of messages from a queue. https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
const SqsEvent = t.type({ Records: t.readonlyArray(SqsRecord) }, 'SqsEvent')

/** An event from a topic. https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html */
const SnsEvent = t.type(
  {
    Records: t.readonlyArray(t.type({ EventSource: t.literal('aws:sns'), Sns: t.type({ MessageId: t.string, Message: t.string }) })),
  },
  'SnsEvent',
)

/** The reason for an event of any other kind. */
export const unsupportedEvent =
  'The event reports no S3 objects: expected SQS messages, an S3 notification, or an S3 event from EventBridge. Nothing was done.'

/** The message in a record. Without a receive count it counts as never tried. */
const queued = ({ messageId: id, body, attributes }: t.TypeOf<typeof SqsRecord>): UnreadMessage => ({
  id,
  receiveCount: Number(attributes?.ApproximateReceiveCount ?? 1),
  read: () => readChanges(body),
})

/** Reads the event of an invocation. A retry has the same `invocationId`, so it identifies an event without a message id. */
export const readInvocationEvent = (event: unknown, invocationId: string): E.Either<typeof unsupportedEvent, InvocationEvent> => {
  if (SqsEvent.is(event)) {
    return E.right({ _tag: 'Queued', messages: event.Records.map(queued) })
  }
  if (SnsEvent.is(event)) {
    return E.right({
      _tag: 'Direct',
      messages: event.Records.map(({ Sns }) => ({ id: Sns.MessageId, receiveCount: 1, read: () => readChanges(Sns.Message) })),
    })
  }
  const changes = readEvent(event)
  return TH.isLeft(changes) && changes.left._tag === 'MessageUnreadable'
    ? E.left(unsupportedEvent)
    : E.right({ _tag: 'Direct', messages: [{ id: invocationId, receiveCount: 1, read: () => changes }] })
}
