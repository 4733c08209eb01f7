import type { CdnFailure } from '../failures/cdn-failure.ts'
import type { ReportFailure } from '../failures/report-failure.ts'

/** Milliseconds since 1970-01-01T00:00Z. */
export type Instant = number

/** An invalidation that exists at the CDN. */
export interface Invalidation {
  readonly id: string
  readonly status: 'InProgress' | 'Completed'
}

/** Something that has yet to succeed: how often it was tried, not before when it may be tried again, and what stood in the way. */
export interface Due<F> {
  readonly _tag: 'Due'
  readonly attempts: number
  readonly notBefore: Instant
  readonly lastFailure: F | undefined
}

/** What became of one request of the plan. */
export type Submission =
  | Due<CdnFailure>
  | { readonly _tag: 'Created'; readonly invalidation: Invalidation }
  | { readonly _tag: 'Refused'; readonly failure: CdnFailure }

/** What became of the answer to the job. */
export type Report = Due<ReportFailure> | { readonly _tag: 'Settled' } | { readonly _tag: 'GivenUp'; readonly failure: ReportFailure }

/** How far a job has come. `submissions` stand in the order of the plan's requests. */
export interface Progress {
  readonly submissions: ReadonlyArray<Submission>
  readonly report: Report
}

const untried = { _tag: 'Due', attempts: 0, notBefore: 0, lastFailure: undefined } as const

/** Nothing was tried yet. */
export const beginning = (requests: number): Progress => ({
  submissions: Array.from({ length: requests }, () => untried),
  report: untried,
})
