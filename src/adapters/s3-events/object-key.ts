import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import type { MessageFailure } from '../../domain/batch/message-failure.ts'
import { excerpt } from '../../domain/codec/excerpt.ts'

/** Bytes in a key, and so no fewer than its characters. https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html */
const maxKeyLength = 1_024

const unreadable = (key: string): MessageFailure => ({ _tag: 'KeyUnreadable', key: excerpt(key) })

/** The key of an object as it is. None of S3's is longer than 1,024 characters: a longer one somebody made up, and it could keep a pattern busy for ever. */
export const readKey = (key: string): E.Either<MessageFailure, string> =>
  key.length > maxKeyLength ? E.left(unreadable(key)) : E.right(key)

/**
 * The key of an object as a notification has it: form-encoded, so that `red flower.jpg` is `red+flower.jpg`.
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
