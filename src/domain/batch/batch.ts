import type { These } from 'fp-ts/lib/These.js'
import type { Item } from '../items/item.ts'
import type { JobSpec } from '../parameters/job-spec.ts'
import type { MessageFailure } from './message-failure.ts'
import type { ObjectChange } from './origin.ts'

/** A decoded message. */
export interface Message {
  /** The same for every delivery of the message. */
  readonly id: string
  /** The changes that it reports; empty if it reports none that affect what a CDN serves. The failure is that of its first unusable record. */
  readonly content: These<MessageFailure, ReadonlyArray<ObjectChange>>
}

/** The job of a batch for one origin. */
export interface BatchJob {
  readonly id: string
  readonly spec: JobSpec
  /** The paths that each message requires, by message id. Messages that require none are omitted. */
  readonly pathsByMessage: ReadonlyMap<string, ReadonlyArray<Item>>
}

/** A message that was rejected. The changes that could be read are handled anyway. */
export interface RejectedMessage {
  readonly id: string
  readonly failure: MessageFailure
}

/** Messages that were delivered together, as jobs. */
export interface Batch {
  /** The ids of all messages. */
  readonly messages: ReadonlyArray<string>
  readonly rejected: ReadonlyArray<RejectedMessage>
  /** The ids of the messages that were not looked at; see `isolate`. */
  readonly heldBack: ReadonlyArray<string>
  readonly jobs: ReadonlyArray<BatchJob>
  /** Changes that the messages report. */
  readonly changeCount: number
  /** Changes of objects that no origin serves. */
  readonly unserved: number
  /** The first of them. */
  readonly firstUnserved: ObjectChange | undefined
}
