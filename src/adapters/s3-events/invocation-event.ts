import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import type { Message } from '../../domain/batch/batch.ts'
import { readChanges, readEvent } from './read-changes.ts'

/** The event of an invocation. */
export type InvocationEvent =
  /** Messages from a queue, which can be returned individually. */
  | { readonly _tag: 'Queued'; readonly messages: ReadonlyArray<Message> }
  /** An event sent to the function directly, which Lambda can only retry as a whole. */
  | { readonly _tag: 'Direct'; readonly messages: ReadonlyArray<Message> }

/** A batch of messages from a queue. https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
const SqsEvent = t.type(
  { Records: t.readonlyArray(t.type({ eventSource: t.literal('aws:sqs'), messageId: t.string, body: t.string })) },
  'SqsEvent',
)

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

/** Reads the event of an invocation. A retry has the same `invocationId`, so it identifies an event without a message id. */
export const readInvocationEvent = (event: unknown, invocationId: string): E.Either<typeof unsupportedEvent, InvocationEvent> => {
  if (SqsEvent.is(event)) {
    return E.right({ _tag: 'Queued', messages: event.Records.map(({ messageId: id, body }) => ({ id, content: readChanges(body) })) })
  }
  if (SnsEvent.is(event)) {
    return E.right({
      _tag: 'Direct',
      messages: event.Records.map(({ Sns }) => ({ id: Sns.MessageId, content: readChanges(Sns.Message) })),
    })
  }
  const changes = readEvent(event)
  return E.isLeft(changes) && changes.left._tag === 'MessageUnreadable'
    ? E.left(unsupportedEvent)
    : E.right({ _tag: 'Direct', messages: [{ id: invocationId, content: changes }] })
}
