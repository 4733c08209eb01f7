import type { Either } from 'fp-ts/lib/Either.js'
import type { Item } from '../items/item.ts'
import type { JobSpec } from '../parameters/job-spec.ts'
import type { MessageFailure } from './message-failure.ts'
import type { ObjectChange } from './origin.ts'

/** A message about objects, as it was delivered. */
export interface Message {
  /** The same each time that the message is delivered. */
  readonly id: string
  /** The changes that it reports: none, if it reports nothing that changes what a CDN serves. */
  readonly content: Either<MessageFailure, ReadonlyArray<ObjectChange>>
}

/** What a batch asks of the targets of one origin. */
export interface BatchJob {
  readonly id: string
  readonly spec: JobSpec
  /** By the id of each message that reports something the origin serves: the paths that have to be invalidated for it. */
  readonly pathsByMessage: ReadonlyMap<string, ReadonlyArray<Item>>
}

/** A message that nothing can be invalidated for. */
export interface RejectedMessage {
  readonly id: string
  readonly failure: MessageFailure
}

/** The messages that were delivered together, as jobs. */
export interface Batch {
  /** The ids of all. */
  readonly messages: ReadonlyArray<string>
  readonly rejected: ReadonlyArray<RejectedMessage>
  readonly jobs: ReadonlyArray<BatchJob>
  /** Changes that the messages report. */
  readonly changeCount: number
  /** How many of them no origin serves. */
  readonly unserved: number
}
