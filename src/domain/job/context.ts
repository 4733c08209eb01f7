/** Milliseconds since 1970-01-01T00:00Z. */
export type Instant = number

/** What the world lends to a decision, so that the decision itself is a function. */
export interface DecisionContext {
  readonly now: Instant
  /** When this invocation began. */
  readonly invocationStartedAt: Instant
  /** When this invocation is ended from outside, whatever it is doing. */
  readonly deadline: Instant
  /** At least 0, less than 1. */
  readonly random: number
}
