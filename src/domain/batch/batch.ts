import type { Item } from '../items/item.ts'
import type { Job } from '../job/job.ts'
import type { JobSpec } from '../parameters/job-spec.ts'
import type { MessageFailure } from './message-failure.ts'

/** What a batch asks of the distributions of one origin. */
export interface BatchJob {
  readonly job: Pick<Job, 'id' | 'account'>
  readonly spec: JobSpec
  /** By the id of each message that tells of something the origin serves: the paths that it wants to be invalidated. */
  readonly wanted: ReadonlyMap<string, ReadonlyArray<Item>>
}

/** A message that says nothing that could be invalidated. */
export interface RefusedMessage {
  readonly id: string
  readonly failure: MessageFailure
}

/** What comes of the messages that were delivered together. */
export interface Batch {
  /** The ids of all. */
  readonly messages: ReadonlyArray<string>
  readonly refused: ReadonlyArray<RefusedMessage>
  readonly jobs: ReadonlyArray<BatchJob>
  /** Changes that the messages tell of. */
  readonly changes: number
  /** How many of them no origin serves. */
  readonly ignored: number
}
