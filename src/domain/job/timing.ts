import type { DecisionContext } from './context.ts'
import type { Due } from './progress.ts'

/** How long things may take, in milliseconds. */
export const timing = {
  /** One call to the CDN. It answers in well under a second on a good day; on a bad one a new attempt is the better bet. */
  call: 10_000,
  /** One call to the CI system. */
  report: 5_000,
  /** Kept free before the deadline, so that the job gets its answer. */
  answerReserve: 1_500,
  /** Kept free behind the last answer, for the invocation to end by itself. */
  shutdownMargin: 100,
  /** A call with less time than this is not begun. */
  minimumCall: 200,
  /**
   * So long an invocation pauses between attempts; then it hands over. CloudFront completes 95 of 100 invalidations in
   * less than 25 seconds. https://aws.amazon.com/about-aws/whats-new/2026/04/cloudfront-invalidation-cache-tag/
   */
  maxPause: 30_000,
} as const

const firstPause = 100
const maxBackoff = 5_000

/**
 * How long to pause after so many refusals: exponential backoff with full jitter, so that functions which were refused
 * together do not come back together. https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/
 */
export const backoff = (attempts: number, random: number): number =>
  Math.ceil(random * Math.min(maxBackoff, firstPause * 2 ** (attempts - 1)))

/** The next attempt at what was tried so often before, and has failed again. */
export const retryLater = <F>(attempts: number, failure: F, { now, random }: DecisionContext): Due<F> => ({
  _tag: 'Due',
  attempts: attempts + 1,
  triedAt: now,
  notBefore: now + backoff(attempts + 1, random),
  lastFailure: failure,
})

const firstCheck = 2_000
const maxCheckPause = 10_000

/** How long to pause before the next look at a status, after so many looks: from about 2 seconds on, give or take a quarter. */
export const checkPause = (checks: number, random: number): number =>
  Math.ceil((0.75 + random / 2) * Math.min(maxCheckPause, firstCheck * 1.5 ** checks))
