import type { Item } from '../items/item.ts'
import type { ChangeSetSummary } from '../plan/change-set.ts'

/** What a failure is about: the parameters, a missing permission, an artifact that cannot be read, a system that stayed unavailable, or the rest. */
export type FailureKind = 'configuration' | 'permission' | 'artifact' | 'unavailable' | 'failed'

/** What may have been done of a job that is not done. */
interface Incomplete {
  /** The items that every target has received, if there was a plan. A function, so that no log prints thousands of them. */
  readonly submitted?: () => ReadonlyArray<Item>
}

/** What was asked is done, as far as the job asked for it. */
export interface Success {
  readonly _tag: 'Success'
  /** One line for people. */
  readonly summary: string
  readonly status: 'InProgress' | 'Completed' | 'DryRun' | 'NothingToDo'
  readonly invalidationIds: ReadonlyArray<string>
  readonly targetIds: ReadonlyArray<string>
  /** Paths and tags on all targets together, as the CDN counts them. */
  readonly pathCount: number
  /** What `changed` came to, where it was asked for. */
  readonly changeSet?: ChangeSetSummary
}

/** What was asked is not done, or not all of it. */
export interface Failure extends Incomplete {
  readonly _tag: 'Failure'
  readonly kind: FailureKind
  /** What failed, where, and what to do about it. */
  readonly message: string
  /** What was created anyway. */
  readonly invalidationIds: ReadonlyArray<string>
}

/** The job is to be continued: the CI system invokes the program again, with this token. */
export interface Continuation extends Incomplete {
  readonly _tag: 'Continuation'
  readonly token: string
  /** One line for people. */
  readonly summary: string
  /** 0 to 100. */
  readonly percentComplete: number
}

/** Nothing continues the job, and not all of it is done: whoever asked may ask again for the rest. */
export interface Unfinished extends Incomplete {
  readonly _tag: 'Unfinished'
  /** One line for people. */
  readonly summary: string
  /** 0 to 100. */
  readonly percentComplete: number
}

/** What the CI system is told about a job. */
export type Answer = Success | Failure | Continuation | Unfinished
