/** No event of S3's, or none that can be read. */
interface MessageUnreadable {
  readonly _tag: 'MessageUnreadable'
  readonly reason: string
}

/** An event of a version that may mean something else than those that are known. */
interface EventVersionUnknown {
  readonly _tag: 'EventVersionUnknown'
  readonly version: string
}

/** An object's key that is not encoded as S3 encodes it. */
interface KeyUnreadable {
  readonly _tag: 'KeyUnreadable'
  readonly key: string
}

/** An event of a bucket that is the origin of no distribution here. */
interface BucketUnknown {
  readonly _tag: 'BucketUnknown'
  readonly bucket: string
}

/** Why a message says nothing that could be invalidated. It will not pass by itself. */
export type MessageFailure = MessageUnreadable | EventVersionUnknown | KeyUnreadable | BucketUnknown
