import type { CdnFailure } from '../cdn/cdn-failure.ts'
import type { Item } from '../items/item.ts'
import { type Position, startPosition } from '../plan/next-request.ts'
import type { Answer } from './answer.ts'
import type { WrittenBase } from './base.ts'
import type { Instant, RunPolicy } from './context.ts'
import type { ReportFailure } from './report-failure.ts'

/** A task to be tried. `attempts` counts this invocation only. */
export interface Due<F> {
  readonly _tag: 'Due'
  readonly attempts: number
  /** When it was last tried; 0 if never. */
  readonly triedAt: Instant
  readonly notBefore: Instant
  readonly lastFailure: F | undefined
}

/** A task that failed permanently, as far as this invocation knows. */
interface Rejected {
  readonly _tag: 'Rejected'
  readonly failure: CdnFailure
}

/** An invalidation that is not known to be complete, and its next status check. */
export interface PendingInvalidation {
  readonly id: string
  readonly check: Due<CdnFailure> | Rejected
}

/**
 * The adaptive size of requests. It is halved when a request is rejected for its items or their number, and doubled when one is
 * accepted, so that a rejected item is found and excluded alone.
 */
export interface AdaptiveBatch {
  /** Items in the next request, at most. */
  readonly maxItems: number
  /** Items that were rejected individually. */
  readonly excluded: ReadonlyArray<Item>
}

/** The progress of one target. */
export interface TargetProgress {
  readonly position: Position
  /** Earlier invocations that ended with a request rejected for its size. See `halvingsAfter`. */
  readonly sizeRejections: number
  /** Invalidations that earlier invocations created. */
  readonly createdBefore: number
  /** How often the reference of the next request was taken. */
  readonly referenceAttempt: number
  /** The next request: due, permanently rejected, or too large and so left to the next invocation. */
  readonly submission: Due<CdnFailure> | Rejected | { readonly _tag: 'TooLarge' }
  /** Only in a standalone run. A job that can be continued changes sizes between invocations instead. */
  readonly adaptive: AdaptiveBatch | undefined
  /** Invalidations in total, and those known to be complete. */
  readonly created: number
  readonly completed: number
  /** Those not known to be complete. Without `waitForCompletion`, tokens do not preserve them. */
  readonly pending: ReadonlyArray<PendingInvalidation>
  /** Ids in order of creation, as far as tokens had room for them. */
  readonly ids: ReadonlyArray<string>
}

/** The state of the delivery. An answer that may have arrived is never replaced by another, only one that was rejected. */
export type Delivery =
  | { readonly _tag: 'NotReported' }
  | {
      readonly _tag: 'Retry'
      readonly answer: Answer
      readonly failure: ReportFailure
      readonly attempts: number
      readonly notBefore: Instant
    }
  | { readonly _tag: 'Settled'; readonly answer: Answer }
  | { readonly _tag: 'GivenUp'; readonly failure: ReportFailure }

/** The progress of a job. `targets` are in the order of the plan. */
export interface Progress {
  /** When the first invocation of the job started. */
  readonly startedAt: Instant
  readonly targets: ReadonlyArray<TargetProgress>
  readonly delivery: Delivery
  /** What the artifact is compared with, as tokens have it; `undefined` if it is not compared. */
  readonly base: WrittenBase | undefined
}

/** Not tried yet in this invocation. */
export const untried: Due<never> = { _tag: 'Due', attempts: 0, triedAt: 0, notBefore: 0, lastFailure: undefined }

/** A target that has accepted nothing yet. */
export const untouched: TargetProgress = {
  position: startPosition,
  sizeRejections: 0,
  createdBefore: 0,
  referenceAttempt: 0,
  submission: untried,
  adaptive: undefined,
  created: 0,
  completed: 0,
  pending: [],
  ids: [],
}

/** The progress of a job that starts now, with this many targets. */
export const initialProgress = (targets: number, now: Instant, policy: RunPolicy): Progress => ({
  startedAt: now,
  targets: Array.from({ length: targets }, () => ({
    ...untouched,
    adaptive: policy._tag === 'Standalone' ? { maxItems: Number.POSITIVE_INFINITY, excluded: [] } : undefined,
  })),
  delivery: { _tag: 'NotReported' },
  base: undefined,
})
