import type { InputArtifact } from '../pipeline/artifact.ts'

/** A job as the CI system delivers it, with unvalidated parameters. */
export interface Job {
  readonly id: string
  readonly parameters: unknown
  /** The token from an earlier invocation; `undefined` in the first. */
  readonly continuationToken: unknown
  /** The action's input artifacts. */
  readonly artifacts: ReadonlyArray<InputArtifact>
}
