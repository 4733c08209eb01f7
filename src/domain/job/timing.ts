import type { DecisionContext, RunContext } from './context.ts'
import type { Due } from './progress.ts'

/** How long things may take, in milliseconds. */
export const timing = {
  /** One call to the CDN. It usually answers in well under a second; if it does not, a new attempt is the better bet. */
  call: 10_000,
  /** One call to the CI system. */
  report: 5_000,
  /** Kept free before the deadline, so that the job gets its answer. */
  answerReserve: 1_500,
  /** Kept free after the last answer, so that the invocation ends by itself. */
  shutdownMargin: 100,
  /** A call with less time than this is not started. */
  minimumCall: 200,
  /** How long an invocation pauses between attempts before it is continued, if the CDN does not say how long it usually takes. */
  maxPause: 30_000,
} as const

/** How long after its start an invocation still pauses between attempts. A standalone run does so until its deadline. */
export const maxPause = ({ cdn, policy }: RunContext): number =>
  policy._tag === 'Standalone' ? Number.POSITIVE_INFINITY : (cdn.completion?.usual ?? timing.maxPause)

const firstPause = 100
const maxBackoff = 5_000

/**
 * Milliseconds to pause after this many failed attempts: exponential backoff with full jitter, so that callers that failed together
 * do not retry together. `random` is at least 0 and less than 1.
 */
export const backoff = (attempts: number, random: number): number =>
  Math.ceil(random * Math.min(maxBackoff, firstPause * 2 ** (attempts - 1)))

/** The next attempt at what has failed once more after so many attempts. */
export const retryLater = <F>(attempts: number, failure: F, { now, random }: DecisionContext): Due<F> => ({
  _tag: 'Due',
  attempts: attempts + 1,
  triedAt: now,
  notBefore: now + backoff(attempts + 1, random),
  lastFailure: failure,
})

const firstCheck = 2_000
const maxCheckPause = 10_000

/** Milliseconds to pause before the next status check, after so many checks: from about 2 seconds up, give or take a quarter. */
export const checkPause = (checks: number, random: number): number =>
  Math.ceil((0.75 + random / 2) * Math.min(maxCheckPause, firstCheck * 1.5 ** checks))
