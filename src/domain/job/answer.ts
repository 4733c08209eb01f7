import type { Item } from '../items/item.ts'
import type { ChangeSetSummary } from '../plan/change-set.ts'

/** How a failure is classed; CodePipeline shows it in the action's box. https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_FailureDetails.html */
export type FailureType = 'ConfigurationError' | 'PermissionError' | 'RevisionUnavailable' | 'SystemUnavailable' | 'JobFailed'

/** What may have been done of a job that is not done. */
interface Unfinished {
  /** The items that every distribution has got, where there was a plan. A function, so that no log prints thousands of them. */
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
  /** Paths and tags on all distributions together, as the CDN counts them. */
  readonly pathCount: number
  /** What `changed` came to, where it was asked for. */
  readonly changeSet?: ChangeSetSummary
}

/** What was asked is not done, or not all of it. */
export interface Failure extends Unfinished {
  readonly _tag: 'Failure'
  readonly type: FailureType
  /** What failed, where, and what to do about it. */
  readonly message: string
  /** What was created all the same. */
  readonly invalidationIds: ReadonlyArray<string>
}

/** The job is to be continued: the CI system invokes again, with this token. */
export interface Continuation extends Unfinished {
  readonly _tag: 'Continuation'
  readonly token: string
  /** One line for people. */
  readonly summary: string
  /** 0 to 100. */
  readonly percentComplete: number
}

/** What the CI system is told about a job. */
export type Answer = Success | Failure | Continuation
