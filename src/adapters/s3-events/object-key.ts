import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import type { MessageFailure } from '../../domain/batch/message-failure.ts'
import { excerpt } from '../../domain/codec/excerpt.ts'

/** Bytes in a key, at most, and therefore also characters. https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html */
const maxKeyLength = 1_024

const unreadable = (key: string): MessageFailure => ({ _tag: 'KeyUnreadable', key: excerpt(key) })

/** Checks the length of a decoded key. Longer keys cannot come from S3, and matching patterns against them could take very long. */
export const readKey = (key: string): E.Either<MessageFailure, string> =>
  key.length > maxKeyLength ? E.left(unreadable(key)) : E.right(key)

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
