import type { Either } from 'fp-ts/lib/Either.js'
import type { Item } from '../items/item.ts'
import type { JobSpec } from '../parameters/job-spec.ts'
import type { FirstJob } from '../plan/plan.ts'
import type { MessageFailure } from './message-failure.ts'
import type { ObjectChange } from './origin.ts'

/** A message that tells of objects, as it was delivered. */
export interface Message {
  /** The same each time that the message is delivered. */
  readonly id: string
  /** What it tells: nothing, where it tells of nothing that a CDN would serve otherwise. */
  readonly content: Either<MessageFailure, ReadonlyArray<ObjectChange>>
}

/** What a batch asks of the distributions of one origin. */
export interface BatchJob {
  readonly job: FirstJob
  readonly spec: JobSpec
  /** By the id of each message that tells of something the origin serves: the paths that it wants to be invalidated. */
  readonly pathsByMessage: ReadonlyMap<string, ReadonlyArray<Item>>
}

/** A message that says nothing that could be invalidated. */
export interface RejectedMessage {
  readonly id: string
  readonly failure: MessageFailure
}

/** What comes of the messages that were delivered together. */
export interface Batch {
  /** The ids of all. */
  readonly messages: ReadonlyArray<string>
  readonly rejected: ReadonlyArray<RejectedMessage>
  readonly jobs: ReadonlyArray<BatchJob>
  /** Changes that the messages tell of. */
  readonly changeCount: number
  /** How many of them no origin serves. */
  readonly unserved: number
}
