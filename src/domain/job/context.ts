import type { CdnCapabilities } from '../cdn/capabilities.ts'
import type { CiCapabilities } from '../pipeline/capabilities.ts'

/** Milliseconds since 1970-01-01T00:00Z. */
export type Instant = number

/** Whether a later invocation can continue what this one leaves undone, by a token of at most so many characters. */
export type RunPolicy = { readonly _tag: 'Continuable'; readonly maxTokenLength: number } | { readonly _tag: 'Standalone' }

/** Nothing continues the run: it stays until its deadline, and its answer says what is undone. */
export const standalone: RunPolicy = { _tag: 'Standalone' }

/** The policy for a job of a CI system: continuable if the CI system can continue jobs. */
export const policyFor = ({ continuation }: CiCapabilities): RunPolicy =>
  continuation === undefined ? standalone : { _tag: 'Continuable', maxTokenLength: continuation.maxTokenLength }

/** What a run keeps from its start to its end. */
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
  /** When this invocation is ended from outside, whatever it is doing. */
  readonly deadline: Instant
  /** At least 0, less than 1. */
  readonly random: number
}
