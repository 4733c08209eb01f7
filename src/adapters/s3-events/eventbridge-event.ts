import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as RA from 'fp-ts/lib/ReadonlyArray.js'
import * as t from 'io-ts'
import type { MessageFailure } from '../../domain/batch/message-failure.ts'
import type { ObjectChange } from '../../domain/batch/origin.ts'
import { possibleKeys } from './object-key.ts'
import { sequencerOf } from './sequencer.ts'

/** An S3 event from EventBridge. https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html */
export const EventBridgeEvent = t.type(
  {
    source: t.literal('aws.s3'),
    'detail-type': t.string,
    detail: t.intersection([
      t.type({
        bucket: t.type({ name: t.string }),
        object: t.intersection([t.type({ key: t.string }), t.partial({ sequencer: t.string })]),
      }),
      t.partial({ 'event-version': t.string }),
    ]),
  },
  'EventBridgeEvent',
)

/** AWS recommends to compare the major version and accept any minor one. Older events have no version. */
const isKnownVersion = (version: string): boolean => /^1\.\d+$/.test(version)

/** Events that do not change what a CDN serves; see `notification.ts`. https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventBridge.html */
const changesNothing = new Set([
  'Object Tags Added',
  'Object Tags Deleted',
  'Object Storage Class Changed',
  'Object Access Tier Changed',
  'Object Restore Initiated',
])

const writes = new Set(['Object Created', 'Object Deleted'])

/** The changes that an event reports: one for each key that it may mean. */
export const changeIn = ({
  'detail-type': type,
  detail: { bucket, object, 'event-version': version = '1.0' },
}: t.TypeOf<typeof EventBridgeEvent>): E.Either<MessageFailure, ReadonlyArray<ObjectChange>> => {
  if (!isKnownVersion(version)) return E.left({ _tag: 'EventVersionUnknown', version })
  if (changesNothing.has(type)) return E.right([])
  return pipe(
    possibleKeys(object.key),
    E.map(RA.map(key => ({ bucket: bucket.name, key, version: sequencerOf(object, writes.has(type)) }))),
  )
}
