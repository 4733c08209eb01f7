import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as t from 'io-ts'
import type { MessageFailure } from '../../domain/batch/message-failure.ts'
import type { ObjectChange } from '../../domain/batch/origin.ts'
import { parseJson } from '../../domain/codec/parse-json.ts'
import { changeIn, EventBridgeEvent } from './eventbridge-event.ts'
import { changesIn, Notification, TestEvent } from './notification.ts'

type Reading = E.Either<MessageFailure, ReadonlyArray<ObjectChange>>

/** How SNS wraps what it passes on. https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html */
const SnsEnvelope = t.type({ Type: t.literal('Notification'), Message: t.string }, 'SnsEnvelope')

const unreadable = (reason: string): MessageFailure => ({ _tag: 'MessageUnreadable', reason })

const neither = 'neither an S3 notification nor an S3 event from EventBridge'

/** Reads what S3 says of its objects: in a notification, or in an event of EventBridge's. */
export const readEvent = (event: unknown): Reading => {
  if (Notification.is(event)) return changesIn(event)
  if (EventBridgeEvent.is(event)) return changeIn(event)
  return TestEvent.is(event) ? E.right([]) : E.left(unreadable(neither))
}

const parse = (text: string): E.Either<MessageFailure, unknown> => pipe(parseJson(text), E.mapLeft(unreadable))

/** Reads the same from the text of a message, which SNS may have wrapped. */
export const readChanges = (body: string): Reading =>
  pipe(
    parse(body),
    E.flatMap(json => (SnsEnvelope.is(json) ? parse(json.Message) : E.right(json))),
    E.flatMap(readEvent),
  )
