import type { MessageFailure } from '../domain/batch/message-failure.ts'
import type { CdnFailure } from '../domain/cdn/cdn-failure.ts'
import type { Invalidation } from '../domain/cdn/invalidation.ts'
import type { Doubts } from '../domain/items/doubt.ts'
import type { Answer } from '../domain/job/answer.ts'
import type { ReportFailure } from '../domain/job/report-failure.ts'
import type { ArtifactFailure } from '../domain/pipeline/artifact-failure.ts'
import type { NotComparable } from '../domain/pipeline/history.ts'
import type { HistoryFailure } from '../domain/pipeline/history-failure.ts'
import type { PlanFailure } from '../domain/plan/plan-failure.ts'

/** Fields that identify a request. `items` is a count. */
export interface Submission {
  readonly targetId: string
  readonly reference: string
  readonly items: number
}

/** Fields that identify an invalidation. */
export interface Check {
  readonly targetId: string
  readonly invalidationId: string
}

/** Fields that identify a file in an artifact. */
export interface Source {
  readonly artifact: string
  readonly path: string
}

/** Something that happened to a job. No field can hold a credential. */
type JobLogEntry =
  | {
      readonly _tag: 'Resumed'
      /** From the token of the previous invocation to the start of this one. The clocks of two machines may differ. */
      readonly milliseconds: number
    }
  | {
      readonly _tag: 'Planned'
      /** The job that started the plan; a continued job has another id. */
      readonly firstJobId: string
      readonly targetIds: ReadonlyArray<string>
      /** Items to invalidate on each target. */
      readonly items: number
      /** Empty if any come from a file, which may be confidential. */
      readonly firstItems: ReadonlyArray<string>
      readonly waitForCompletion: boolean
      readonly dryRun: boolean
    }
  | { readonly _tag: 'PlannedItems'; readonly items: ReadonlyArray<string> }
  /** Items that look like a mistake. */
  | ({ readonly _tag: 'ItemsTakenLiterally' } & Doubts)
  | { readonly _tag: 'PlanFailed'; readonly reason: PlanFailure['_tag'] }
  | ({ readonly _tag: 'FileRead'; readonly bytes: number } & Source)
  | ({ readonly _tag: 'FileReadFailed'; readonly failure: ArtifactFailure } & Source)
  | {
      readonly _tag: 'HistoryRead'
      readonly pipeline: string
      /** Locations of the artifacts to compare with; empty if everything is invalidated. */
      readonly baseline: ReadonlyArray<string>
      /** Why everything is invalidated. */
      readonly why?: NotComparable
    }
  | { readonly _tag: 'HistoryReadFailed'; readonly pipeline: string; readonly failure: HistoryFailure }
  | { readonly _tag: 'ArtifactListed'; readonly location: string; readonly entries: number }
  | { readonly _tag: 'ArtifactListFailed'; readonly location: string; readonly failure: ArtifactFailure }
  | ({ readonly _tag: 'InvalidationCreated'; readonly invalidation: Invalidation } & Submission)
  | ({ readonly _tag: 'InvalidationFailed'; readonly failure: CdnFailure } & Submission)
  /** The invalidation that an earlier attempt created; `undefined` if it was not found. */
  | ({ readonly _tag: 'LookedUp'; readonly invalidation: Invalidation | undefined } & Submission)
  | ({ readonly _tag: 'LookUpFailed'; readonly failure: CdnFailure } & Submission)
  | ({ readonly _tag: 'StatusChecked'; readonly status: Invalidation['status'] } & Check)
  | ({ readonly _tag: 'StatusCheckFailed'; readonly failure: CdnFailure } & Check)
  | { readonly _tag: 'Paused'; readonly milliseconds: number }
  | { readonly _tag: 'Reported' }
  /** The job succeeded, and runs once more after this time. */
  | { readonly _tag: 'RepeatScheduled'; readonly milliseconds: number }
  | {
      readonly _tag: 'ReportFailed'
      readonly failure: ReportFailure
      /** Only if the CI system rejected it as invalid: what it was sent instead says less. */
      readonly answer?: Answer
    }
  | {
      readonly _tag: 'Finished'
      readonly answer: Answer
      /** Since the first invocation of the job started. */
      readonly milliseconds: number
    }
  | { readonly _tag: 'AnswerUndelivered'; readonly failure: ReportFailure }
  | { readonly _tag: 'UnexpectedError'; readonly error: string }

/** Something that happened to messages that were delivered together. Other fields than identifiers and `failure` are counts. */
type BatchLogEntry =
  | { readonly _tag: 'MessagesReceived'; readonly messages: number; readonly changes: number; readonly unserved: number }
  /** No origin serves any object in the batch; `key` is one of them. */
  | { readonly _tag: 'AllChangesIgnored'; readonly changes: number; readonly bucket: string; readonly key: string }
  | { readonly _tag: 'MessagesHeldBack'; readonly messages: number; readonly of: number }
  | { readonly _tag: 'MessageRejected'; readonly messageId: string; readonly failure: MessageFailure }
  | { readonly _tag: 'MessagesReturned'; readonly messages: number; readonly of: number }

/** One line of the log. */
export type LogEntry =
  | ({ readonly jobId: string } & JobLogEntry)
  | BatchLogEntry
  | { readonly _tag: 'EventRejected'; readonly reason: string }
