import type { CdnFailure } from '../cdn/cdn-failure.ts'
import type { Item } from '../items/item.ts'
import { type Position, startPosition } from '../plan/next-request.ts'
import type { Answer } from './answer.ts'
import type { Instant, RunPolicy } from './context.ts'
import type { ReportFailure } from './report-failure.ts'

/** Something to do: how often and when it was tried in this invocation, when it may be tried next, and why it failed last. */
export interface Due<F> {
  readonly _tag: 'Due'
  readonly attempts: number
  /** 0 if it was not tried. */
  readonly triedAt: Instant
  readonly notBefore: Instant
  readonly lastFailure: F | undefined
}

/** Something that will not be tried again in this invocation. */
interface Rejected {
  readonly _tag: 'Rejected'
  readonly failure: CdnFailure
}

/** An invalidation that is not known to be complete, and the next check of its status. */
export interface PendingInvalidation {
  readonly id: string
  readonly check: Due<CdnFailure> | Rejected
}

/**
 * How requests change their size within an invocation: they are halved when one is rejected for its items or their number, and
 * doubled with each that is accepted. So an item that the CDN rejects is found, and excluded alone.
 */
export interface AdaptiveBatch {
  /** Items in the next request, at most. */
  readonly maxItems: number
  /** Items that were rejected by themselves, and excluded. */
  readonly excluded: ReadonlyArray<Item>
}

/** How far one target has come. */
export interface TargetProgress {
  readonly position: Position
  /** How often earlier invocations ended with the next request rejected for its size; every fourth halves requests. */
  readonly sizeRejections: number
  /** Invalidations that earlier invocations created. */
  readonly createdBefore: number
  /** How often the reference of the next request turned out to be taken. */
  readonly referenceAttempt: number
  /** The next request: still to be tried, permanently rejected, or too large for the CDN and so left to the next invocation. */
  readonly submission: Due<CdnFailure> | Rejected | { readonly _tag: 'TooLarge' }
  /** Only in a standalone run; in a job that is continued, sizes change from one invocation to the next. */
  readonly adaptive: AdaptiveBatch | undefined
  /** Invalidations in all, and those among them that are known to be complete. */
  readonly created: number
  readonly completed: number
  /** Those that are not known to be complete. If completion is not waited for, the ones of earlier invocations are forgotten. */
  readonly pending: ReadonlyArray<PendingInvalidation>
  /** The ids of all in the order of their creation, as far as a token had room for them. */
  readonly ids: ReadonlyArray<string>
}

/** How the delivery of the answer stands. An answer that may have arrived is not replaced by another. */
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

/** How far a job has come. `targets` stand in the order of the plan. */
export interface Progress {
  /** When the first invocation of the job started. */
  readonly startedAt: Instant
  readonly targets: ReadonlyArray<TargetProgress>
  readonly delivery: Delivery
}

/** Not tried yet in this invocation. */
export const untried: Due<never> = { _tag: 'Due', attempts: 0, triedAt: 0, notBefore: 0, lastFailure: undefined }

/** A target that has received nothing yet. */
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

/** A job that starts now, with this many targets. Only a standalone run adapts the size of its requests as it goes. */
export const initialProgress = (targets: number, now: Instant, policy: RunPolicy): Progress => ({
  startedAt: now,
  targets: Array.from({ length: targets }, () => ({
    ...untouched,
    adaptive: policy._tag === 'Standalone' ? { maxItems: Number.POSITIVE_INFINITY, excluded: [] } : undefined,
  })),
  delivery: { _tag: 'NotReported' },
})
