import type { Moment } from './moment.ts'
import type { Due } from './progress.ts'

/** How long things may take, in milliseconds. */
export const patience = {
  /** One call to the CDN. It answers in well under a second on a good day; on a bad one a new attempt is the better bet. */
  call: 10_000,
  /** One call to the CI system. */
  report: 5_000,
  /** Kept free before the deadline, so that the job gets its answer. */
  reserve: 1_500,
  /** Kept free behind the last answer, for the invocation to end by itself. */
  margin: 100,
  /** A call with less time than this is not begun. */
  least: 200,
  /**
   * So long an invocation pauses between attempts; then it hands over. CloudFront completes 95 of 100 invalidations in
   * less than 25 seconds. https://aws.amazon.com/about-aws/whats-new/2026/04/cloudfront-invalidation-cache-tag/
   */
  stay: 30_000,
} as const

const firstPause = 100
const longestPause = 5_000

/**
 * How long to pause after so many refusals: exponential backoff with full jitter, so that functions which were refused
 * together do not come back together. https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/
 */
export const backoff = (attempts: number, random: number): number =>
  Math.ceil(random * Math.min(longestPause, firstPause * 2 ** (attempts - 1)))

/** The next attempt at what was tried so often before, and has failed again. */
export const later = <F>(attempts: number, failure: F, { now, random }: Moment): Due<F> => ({
  _tag: 'Due',
  attempts: attempts + 1,
  triedAt: now,
  notBefore: now + backoff(attempts + 1, random),
  lastFailure: failure,
})

const firstCheck = 2_000
const longestCheck = 10_000

/** How long to pause before the next look at a status, after so many looks: from about 2 seconds on, give or take a quarter. */
export const checkPause = (checks: number, random: number): number =>
  Math.ceil((0.75 + random / 2) * Math.min(longestCheck, firstCheck * 1.5 ** checks))
