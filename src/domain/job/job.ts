import type { Account } from '../cdn/caller.ts'
import type { Artifact } from '../pipeline/artifact.ts'

/** A job as the CI system hands it over, its parameters still as a person wrote them. */
export interface Job {
  readonly id: string
  readonly parameters: unknown
  /** What an earlier invocation left for this one; `undefined` where there was none. */
  readonly continuationToken: unknown
  /** The artifacts that the action is given. */
  readonly artifacts: ReadonlyArray<Artifact>
  /** The account in which this program runs, where that is known. */
  readonly account: Account | undefined
}
