import * as E from 'fp-ts/lib/Either.js'
import { excerpt } from '../../domain/codec/excerpt.ts'
import type { MessageFailure } from '../../domain/failures/message-failure.ts'

/**
 * The key of an object as a notification has it: form-encoded, so that `red flower.jpg` is `red+flower.jpg`.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 */
export const decodeKey = (key: string): E.Either<MessageFailure, string> =>
  E.tryCatch(
    () => decodeURIComponent(key.replaceAll('+', ' ')),
    () => ({ _tag: 'KeyUnreadable', key: excerpt(key) }),
  )
