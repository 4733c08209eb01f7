import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import type { Message } from '../../domain/batch/batch.ts'
import { readChanges, readEvent } from './read-changes.ts'

/** What Lambda was invoked with. */
export type InvocationEvent =
  /** Messages of a queue, each of which can be given back to it. */
  | { readonly _tag: 'Queued'; readonly messages: ReadonlyArray<Message> }
  /** An event that somebody sent to the function itself: it comes again as a whole, or not at all. */
  | { readonly _tag: 'Direct'; readonly messages: ReadonlyArray<Message> }

/** A batch of messages, as Lambda takes them from a queue. https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
const SqsEvent = t.type(
  { Records: t.readonlyArray(t.type({ eventSource: t.literal('aws:sqs'), messageId: t.string, body: t.string })) },
  'SqsEvent',
)

/** What a topic sends to a function. https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html */
const SnsEvent = t.type(
  {
    Records: t.readonlyArray(t.type({ EventSource: t.literal('aws:sns'), Sns: t.type({ MessageId: t.string, Message: t.string }) })),
  },
  'SnsEvent',
)

/** Why an event is not one that tells of objects. */
export const unsupportedEvent =
  'The event tells of no objects: expected messages of a queue, a notification of S3, or an event that EventBridge has from S3. Nothing was done.'

/** Reads the event of an invocation, which itself stays the same when Lambda repeats it. */
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
