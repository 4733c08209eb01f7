import type { CdnFailure } from '../cdn/cdn-failure.ts'
import type { Item } from '../items/item.ts'
import { type Position, startPosition } from '../plan/next-request.ts'
import type { Answer } from './answer.ts'
import type { Instant, RunPolicy } from './context.ts'
import type { WrittenBaseline } from './decided-baseline.ts'
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

/** An earlier attempt created the invalidation. The job waits for it, so its id is looked up. */
interface AlreadyCarriedOut {
  readonly _tag: 'LookUp'
  readonly lookUp: Due<CdnFailure>
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
 * The adaptive size of requests. It is halved when a request is rejected for the number of its items, or throttled for long, and
 * doubled when one is accepted.
 */
export interface AdaptiveBatch {
  /** Items in the next request, at most. */
  readonly maxItems: number
}

/** A request that the CDN rejected for its items. It is sent again in parts, until each rejected item is alone. See `partSize`. */
export interface Split {
  /** Items in the whole request. */
  readonly size: number
  /** Items of it that are done: its first ones. */
  readonly done: number
  /** How often the next part was halved because it was rejected, too. */
  readonly halvings: number
}

/** Items that the CDN rejected individually. */
export interface Refusals {
  readonly count: number
  /** Their places in the plan (see `placeOf`), as far as tokens had room for them. */
  readonly places: ReadonlyArray<number>
}

/** Invalidations that earlier attempts created, and whose ids are unknown. */
interface Unidentified {
  readonly count: number
  /** Why the last one was not found, if it was looked up in this invocation and this failed. */
  readonly failure: CdnFailure | undefined
}

/** The progress of one target. */
export interface TargetProgress {
  readonly position: Position
  /** Earlier invocations that ended with a request rejected for its size. See `halvingsAfter`. */
  readonly sizeRejections: number
  /** Invalidations that earlier invocations created. */
  readonly createdBefore: number
  /** The next request: due, permanently rejected, too large and so left to the next invocation, or carried out by an earlier attempt. */
  readonly submission: Due<CdnFailure> | Rejected | { readonly _tag: 'TooLarge' } | AlreadyCarriedOut
  /** Only in a standalone run. A job that can be continued changes sizes between invocations instead. */
  readonly adaptive: AdaptiveBatch | undefined
  readonly split: Split | undefined
  /** The wildcard that is sent next instead of an item that was rejected individually. */
  readonly widening: { readonly item: Item; readonly to: Item } | undefined
  /** Items that were rejected individually, and for which a wildcard was accepted. */
  readonly widened: Refusals
  /** Items that were rejected individually, as was their wildcard if they have one. */
  readonly excluded: Refusals
  /** The CDN's words about the item that was excluded last in this invocation; may be empty. */
  readonly refusal: string
  /** Invalidations in total, and those known to be complete. */
  readonly created: number
  readonly completed: number
  /** Those among the created ones whose ids are unknown. */
  readonly unidentified: Unidentified
  /** Those not known to be complete, without the unidentified ones. Without `waitForCompletion`, tokens do not preserve them. */
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
  readonly baseline: WrittenBaseline | undefined
}

/** Not tried yet in this invocation. */
export const untried: Due<never> = { _tag: 'Due', attempts: 0, triedAt: 0, notBefore: 0, lastFailure: undefined }

const noRefusals: Refusals = { count: 0, places: [] }

/** A target that has accepted nothing yet. */
export const untouched: TargetProgress = {
  position: startPosition,
  sizeRejections: 0,
  createdBefore: 0,
  submission: untried,
  adaptive: undefined,
  split: undefined,
  widening: undefined,
  widened: noRefusals,
  excluded: noRefusals,
  refusal: '',
  created: 0,
  completed: 0,
  unidentified: { count: 0, failure: undefined },
  pending: [],
  ids: [],
}

/** The progress of a job that starts now, with this many targets. */
export const initialProgress = (targets: number, now: Instant, policy: RunPolicy): Progress => ({
  startedAt: now,
  targets: Array.from({ length: targets }, () => ({
    ...untouched,
    adaptive: policy._tag === 'Standalone' ? { maxItems: Number.POSITIVE_INFINITY } : undefined,
  })),
  delivery: { _tag: 'NotReported' },
  baseline: undefined,
})
