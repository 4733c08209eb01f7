import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import type { These } from 'fp-ts/lib/These.js'
import * as t from 'io-ts'
import type { MessageFailure } from '../../domain/batch/message-failure.ts'
import type { ObjectChange } from '../../domain/batch/origin.ts'
import { parseJson } from '../../domain/codec/parse-json.ts'
import { changeIn, EventBridgeEvent } from './eventbridge-event.ts'
import { changesIn, Notification, notAnS3Event, TestEvent } from './notification.ts'

type Reading = These<MessageFailure, ReadonlyArray<ObjectChange>>

/** The envelope of SNS, unless raw delivery is enabled. https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html */
const SnsEnvelope = t.type({ Type: t.literal('Notification'), Message: t.string }, 'SnsEnvelope')

const unreadable = (reason: string): MessageFailure => ({ _tag: 'MessageUnreadable', reason })

/** Reads the changes in an S3 notification or an S3 event from EventBridge. */
export const readEvent = (event: unknown): Reading => {
  if (Notification.is(event)) return changesIn(event)
  if (EventBridgeEvent.is(event)) return changeIn(event)
  return TestEvent.is(event) ? E.right([]) : E.left(notAnS3Event)
}

const parse = (text: string): E.Either<MessageFailure, unknown> => pipe(parseJson(text), E.mapLeft(unreadable))

/** Reads the changes in the body of a message, with or without the envelope of SNS. */
export const readChanges = (body: string): Reading =>
  pipe(
    parse(body),
    E.flatMap(json => (SnsEnvelope.is(json) ? parse(json.Message) : E.right(json))),
    E.matchW(E.left, readEvent),
  )
