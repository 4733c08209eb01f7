/** The message is not an object event, or cannot be decoded. */
interface MessageUnreadable {
  readonly _tag: 'MessageUnreadable'
  readonly reason: string
}

/** The version of the event is not supported. */
interface EventVersionUnknown {
  readonly _tag: 'EventVersionUnknown'
  readonly version: string
}

/** The object's key is not encoded as the event's format requires. */
interface KeyUnreadable {
  readonly _tag: 'KeyUnreadable'
  readonly key: string
}

/** The bucket is not a configured origin. */
interface BucketUnknown {
  readonly _tag: 'BucketUnknown'
  readonly bucket: string
}

/** Why a message was rejected. Permanent. */
export type MessageFailure = MessageUnreadable | EventVersionUnknown | KeyUnreadable | BucketUnknown
