import type { Item } from '../items/item.ts'
import type { ChangeSetSummary } from '../plan/change-set.ts'

/** What a failure is about: the parameters, a missing permission, an unreadable artifact, a system that stayed unavailable, or the rest. */
export type FailureKind = 'configuration' | 'permission' | 'artifact' | 'unavailable' | 'failed'

interface Common {
  /** Set if the CI system rejected the full answer. The reporter then sends only what it cannot leave out. See `lastResort`. */
  readonly isLastResort?: true
}

/** An answer to a job that is not finished. */
interface Incomplete extends Common {
  /** The items that every target has accepted, if there was a plan. A function, so that logs do not print thousands of them. */
  readonly submitted?: () => ReadonlyArray<Item>
}

/** The job did what it was asked to. */
export interface Success extends Common {
  readonly _tag: 'Success'
  /** One line for people. */
  readonly summary: string
  readonly status: 'InProgress' | 'Completed' | 'DryRun' | 'NothingToDo'
  readonly invalidationIds: ReadonlyArray<string>
  readonly targetIds: ReadonlyArray<string>
  /** Paths and tags, summed over all targets, as the CDN counts them. */
  readonly pathCount: number
  /** The result of `changed`, if the job has it. */
  readonly changeSet?: ChangeSetSummary
}

/** The job failed. Some invalidations may have been created. */
export interface Failure extends Incomplete {
  readonly _tag: 'Failure'
  readonly kind: FailureKind
  /** What failed, where, and what to do about it. */
  readonly message: string
  readonly invalidationIds: ReadonlyArray<string>
}

/** The job continues in another invocation, which the CI system starts with this token. */
export interface Continuation extends Incomplete {
  readonly _tag: 'Continuation'
  readonly token: string
  /** One line for people. */
  readonly summary: string
  /** 0 to 100. */
  readonly percentComplete: number
}

/** The run ended before the job was finished, and cannot be continued. The caller can retry. */
export interface Unfinished extends Incomplete {
  readonly _tag: 'Unfinished'
  /** One line for people. */
  readonly summary: string
  /** 0 to 100. */
  readonly percentComplete: number
}

/** The answer to a job in this invocation. */
export type Answer = Success | Failure | Continuation | Unfinished
