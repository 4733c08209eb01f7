import type { CdnFailure } from '../cdn/cdn-failure.ts'
import type { Item } from '../items/item.ts'
import { type Position, startPosition } from '../plan/next-request.ts'
import type { Answer } from './answer.ts'
import type { Instant } from './context.ts'
import type { ReportFailure } from './report-failure.ts'

/** Something to be done: how often and when it was tried in this invocation, when it may be tried next, what stood in the way. */
export interface Due<F> {
  readonly _tag: 'Due'
  readonly attempts: number
  /** 0 where it was not tried. */
  readonly triedAt: Instant
  readonly notBefore: Instant
  readonly lastFailure: F | undefined
}

/** Something that will not be tried again in this invocation. */
interface Refused {
  readonly _tag: 'Rejected'
  readonly failure: CdnFailure
}

/** An invalidation that is not known to be complete, and the next look at it. */
export interface PendingInvalidation {
  readonly id: string
  readonly check: Due<CdnFailure> | Refused
}

/**
 * How requests change their size within an invocation: half of it where one is refused for what or how much is in it, and
 * twice as large again with each that got through. So an item that the CDN calls invalid is found, and left out alone.
 */
export interface AdaptiveBatch {
  /** Items in the next request, at most. */
  readonly maxItems: number
  /** Items that were refused by themselves, and left out. */
  readonly excluded: ReadonlyArray<Item>
}

/** How far one distribution has come. */
export interface TargetProgress {
  readonly position: Position
  /** How often earlier invocations ended with the next request refused for its size; every fourth halves requests. */
  readonly sizeRejections: number
  /** Invalidations that earlier invocations created. */
  readonly createdBefore: number
  /** How often the reference of the next request turned out to be taken. */
  readonly referenceAttempt: number
  /** The next request: still to be tried, refused for good, or too large for the CDN and so left to the next invocation. */
  readonly submission: Due<CdnFailure> | Refused | { readonly _tag: 'TooLarge' }
  /** Where no later invocation takes the work up; in a job that is continued, sizes change from one invocation to the next. */
  readonly adaptive: AdaptiveBatch | undefined
  /** Invalidations in all, and those among them that are known to be complete. */
  readonly created: number
  readonly completed: number
  /** Those that are not known to be complete. Where nobody waits, the ones of earlier invocations are forgotten. */
  readonly pending: ReadonlyArray<PendingInvalidation>
  /** The ids of all in the order of their creation, as far as a token had room for them. */
  readonly ids: ReadonlyArray<string>
}

/** What became of the answer to the job. An answer that may have arrived is not replaced by another. */
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

/** How far a job has come. `distributions` stand in the order of the plan. */
export interface Progress {
  /** When the first invocation of the job began. */
  readonly startedAt: Instant
  readonly targets: ReadonlyArray<TargetProgress>
  readonly delivery: Delivery
}

/** Not tried yet in this invocation. */
export const untried: Due<never> = { _tag: 'Due', attempts: 0, triedAt: 0, notBefore: 0, lastFailure: undefined }

const untouched: TargetProgress = {
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

/** A job that begins now, with so many distributions. */
export const initialProgress = (distributions: number, now: Instant): Progress => ({
  startedAt: now,
  targets: Array.from({ length: distributions }, () => untouched),
  delivery: { _tag: 'NotReported' },
})

/** The same for a job that no later invocation continues. */
export const initialStandaloneProgress = (distributions: number, now: Instant): Progress => ({
  ...initialProgress(distributions, now),
  targets: Array.from({ length: distributions }, () => ({
    ...untouched,
    adaptive: { maxItems: Number.POSITIVE_INFINITY, excluded: [] },
  })),
})
