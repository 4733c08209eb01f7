import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as RA from 'fp-ts/lib/ReadonlyArray.js'
import * as TH from 'fp-ts/lib/These.js'
import * as t from 'io-ts'
import type { MessageFailure } from '../../domain/batch/message-failure.ts'
import type { ObjectChange } from '../../domain/batch/origin.ts'
import { decodeKey } from './object-key.ts'
import { sequencerOf } from './sequencer.ts'

const NotificationRecord = t.type(
  {
    eventVersion: t.string,
    eventSource: t.literal('aws:s3'),
    eventName: t.string,
    s3: t.type({
      bucket: t.type({ name: t.string }),
      object: t.intersection([t.type({ key: t.string }), t.partial({ sequencer: t.string })]),
    }),
  },
  'NotificationRecord',
)

/**
 * An S3 event notification. Its records are checked one by one, because one that is not from S3 must not hold up the others.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 */
export const Notification = t.type({ Records: t.UnknownArray }, 'Notification')

/** The event that S3 sends when a notification is configured. It has no `Records`. */
export const TestEvent = t.type({ Service: t.literal('Amazon S3'), Event: t.literal('s3:TestEvent') }, 'TestEvent')

/** AWS recommends to compare the major version and accept any minor one. */
const isKnownVersion = (version: string): boolean => /^2\.\d+$/.test(version)

/**
 * Events that change neither the content of an object nor who may read it. (An archived object cannot be read from the bucket, but the
 * cached copy is still correct.) All other events, including unknown ones, count as changes.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-event-types-and-destinations.html
 */
const changesNothing =
  /^(?:ObjectTagging:|Replication:|LifecycleTransition|IntelligentTiering|ObjectRestore:Post|ReducedRedundancyLostObject)/

const isWrite = /^(?:ObjectCreated|ObjectRemoved|LifecycleExpiration):/

/** Why a message, or a record in one, is not an S3 event. */
export const notAnS3Event: MessageFailure = {
  _tag: 'MessageUnreadable',
  reason: 'neither an S3 notification nor an S3 event from EventBridge',
}

const changeOf = (record: unknown): E.Either<MessageFailure, ReadonlyArray<ObjectChange>> => {
  if (!NotificationRecord.is(record)) return E.left(notAnS3Event)
  const {
    eventVersion,
    eventName,
    s3: { bucket, object },
  } = record
  if (!isKnownVersion(eventVersion)) return E.left({ _tag: 'EventVersionUnknown', version: eventVersion })
  if (changesNothing.test(eventName)) return E.right([])
  return pipe(
    decodeKey(object.key),
    E.map(key => [{ bucket: bucket.name, key, version: sequencerOf(object, isWrite.test(eventName)) }]),
  )
}

/** The changes that a notification reports, and why its first unusable record cannot be read. */
export const changesIn = ({ Records }: t.TypeOf<typeof Notification>): TH.These<MessageFailure, ReadonlyArray<ObjectChange>> => {
  const { left: failures, right: changes } = pipe(Records, RA.partitionMap(changeOf))
  const [failure] = failures
  if (failure === undefined) return TH.right(changes.flat())
  return changes.length === 0 ? TH.left(failure) : TH.both(failure, changes.flat())
}
