import type { Either } from 'fp-ts/lib/Either.js'
import type { MessageFailure } from './message-failure.ts'
import type { ObjectChange } from './origin.ts'

/** A message that tells of objects, as it was delivered. */
export interface Message {
  /** The same each time that the message is delivered. */
  readonly id: string
  /** What it tells: nothing, where it tells of nothing that a CDN would serve otherwise. */
  readonly changes: Either<MessageFailure, ReadonlyArray<ObjectChange>>
}
