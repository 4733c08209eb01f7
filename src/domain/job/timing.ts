import type { JobSpec } from '../parameters/job-spec.ts'
import type { DecisionContext, Instant, RunContext } from './context.ts'
import type { Due } from './progress.ts'

/** Timeouts and reserves, in milliseconds. */
export const timing = {
  /** Timeout of a call to the CDN. It usually responds in well under a second, so a slow call is better retried. */
  call: 10_000,
  /** Timeout of a call to the CI system. */
  report: 5_000,
  /** Reserved before the deadline for delivering the answer. */
  answerReserve: 1_500,
  /** Reserved before the deadline for the invocation to end by itself. */
  shutdownMargin: 100,
  /** No call is started with less time than this. */
  minimumCall: 200,
  /** How long after its start an invocation still pauses, if the CDN has no usual completion time. */
  maxPause: 30_000,
  /** The longest pause that a CDN may ask for. */
  maxAskedPause: 300_000,
} as const

/** When the job's own timeout ends it. `startedAt` is when its first invocation started. */
export const giveUpAt = ({ timeoutMinutes }: Pick<JobSpec, 'timeoutMinutes'>, startedAt: Instant): Instant =>
  startedAt + timeoutMinutes * 60_000

/** How long after its start an invocation still pauses, in milliseconds. A standalone run does until its deadline. */
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

/** How long to wait if a CDN asks for this many seconds: no longer than this invocation may pause, so that it does try again. */
const askedPause = (seconds: number, context: DecisionContext): number => {
  const { now, invocationStartedAt, deadline } = context
  const latest = Math.min(invocationStartedAt + maxPause(context), deadline - timing.answerReserve - timing.minimumCall)
  return Math.min(seconds * 1_000, timing.maxAskedPause, latest - now)
}

/** The next attempt after another failure. `attempts` counts those before it, and `askedSeconds` is the pause that the CDN asked for. */
export const retryLater = <F>(attempts: number, failure: F, context: DecisionContext, askedSeconds = 0): Due<F> => ({
  _tag: 'Due',
  attempts: attempts + 1,
  triedAt: context.now,
  notBefore: context.now + Math.max(backoff(attempts + 1, context.random), askedPause(askedSeconds, context)),
  lastFailure: failure,
})

const firstCheck = 2_000
const maxCheckPause = 10_000

/** Milliseconds to pause before the next status check, after this many: from 2 to 10 seconds, each 25% more or less at random. */
export const checkPause = (checks: number, random: number): number =>
  Math.ceil((0.75 + random / 2) * Math.min(maxCheckPause, firstCheck * 1.5 ** checks))
