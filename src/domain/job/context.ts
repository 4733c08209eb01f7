import type { CdnCapabilities } from '../cdn/capabilities.ts'
import type { CiCapabilities } from '../pipeline/capabilities.ts'

/** Milliseconds since 1970-01-01T00:00Z. */
export type Instant = number

/** Whether a later invocation can continue the job. `maxTokenLength` is in characters. */
export type RunPolicy = { readonly _tag: 'Continuable'; readonly maxTokenLength: number } | { readonly _tag: 'Standalone' }

/** The run cannot be continued. It uses all the time until its deadline, and its answer reports anything left undone. */
export const standalone: RunPolicy = { _tag: 'Standalone' }

/** The policy for a job of a CI system: continuable if the CI system can continue jobs. */
export const policyFor = ({ continuation }: CiCapabilities): RunPolicy =>
  continuation === undefined ? standalone : { _tag: 'Continuable', maxTokenLength: continuation.maxTokenLength }

/** The part of the context that is constant during a run. */
export interface RunContext {
  readonly cdn: CdnCapabilities
  readonly ci: CiCapabilities
  readonly policy: RunPolicy
}

/** Everything outside a job's state that a decision depends on: with time and randomness as arguments, decisions are pure. */
export interface DecisionContext extends RunContext {
  readonly now: Instant
  /** When this invocation started. */
  readonly invocationStartedAt: Instant
  /** When the runtime ends this invocation. */
  readonly deadline: Instant
  /** At least 0, less than 1. */
  readonly random: number
}
