import * as t from 'io-ts'
import type { ObjectChange } from '../../domain/origins/origin.ts'

/** An event of S3's as EventBridge passes it on. https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html */
export const EventBridgeEvent = t.type(
  {
    source: t.literal('aws.s3'),
    'detail-type': t.string,
    detail: t.type({
      bucket: t.type({ name: t.string }),
      object: t.intersection([t.type({ key: t.string }), t.partial({ sequencer: t.string })]),
    }),
  },
  'EventBridgeEvent',
)

/** The same events as those of notifications that change nothing, under other names. https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventBridge.html */
const changesNothing = new Set([
  'Object Tags Added',
  'Object Tags Deleted',
  'Object Storage Class Changed',
  'Object Access Tier Changed',
  'Object Restore Initiated',
])

/** The change that such an event tells of. Here, the key is not encoded. */
export const changeIn = ({ 'detail-type': type, detail }: t.TypeOf<typeof EventBridgeEvent>): ReadonlyArray<ObjectChange> =>
  changesNothing.has(type) ? [] : [{ bucket: detail.bucket.name, key: detail.object.key, sequencer: detail.object.sequencer }]
