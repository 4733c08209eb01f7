import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as RA from 'fp-ts/lib/ReadonlyArray.js'
import type { MessageFailure } from '../../domain/batch/message-failure.ts'
import { excerpt } from '../../domain/codec/excerpt.ts'

/** Bytes in a key, at most, and therefore also characters. https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html */
const maxKeyLength = 1_024

const unreadable = (key: string): MessageFailure => ({ _tag: 'KeyUnreadable', key: excerpt(key) })

/** Checks the length of a decoded key. Longer keys cannot come from S3, and matching patterns against them could take very long. */
const readKey = (key: string): E.Either<MessageFailure, string> => (key.length > maxKeyLength ? E.left(unreadable(key)) : E.right(key))

/**
 * Decodes the key in a notification, which is form-encoded: `red flower.jpg` is `red+flower.jpg`.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 */
export const decodeKey = (key: string): E.Either<MessageFailure, string> =>
  pipe(
    E.tryCatch(
      () => decodeURIComponent(key.replaceAll('+', ' ')),
      () => unreadable(key),
    ),
    E.flatMap(readKey),
  )

/**
 * Returns the keys that a key in an event from EventBridge may mean: the key itself, and the decoded key if that is another valid one. AWS
 * does not say whether such a key is encoded, and other projects disagree: https://github.com/getmoto/moto/pull/9060 does not encode it,
 * `S3EventBridgeNotificationObject` of https://github.com/aws-powertools/powertools-lambda-python decodes it.
 */
export const possibleKeys = (key: string): E.Either<MessageFailure, ReadonlyArray<string>> => {
  const keys = [...new Set(RA.rights([readKey(key), decodeKey(key)]))]
  return keys.length === 0 ? E.left(unreadable(key)) : E.right(keys)
}
