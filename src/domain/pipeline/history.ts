import type { Artifact, ArtifactLocation } from './artifact.ts'

/** An action, as the CI system's history names it, and its current input artifact. */
export interface ActionInput {
  readonly pipeline: string
  readonly stage: string
  readonly action: string
  readonly artifact: Artifact
}

/** One execution of one action of a pipeline. */
export interface ActionRun {
  readonly stage: string
  readonly action: string
  readonly status: 'InProgress' | 'Abandoned' | 'Succeeded' | 'Failed'
  /** Milliseconds since 1970-01-01T00:00Z; `undefined` if unknown. */
  readonly startedAt: number | undefined
  /** When its status last changed, in the same unit. This is its end, if it has ended. */
  readonly endedAt: number | undefined
  readonly inputs: ReadonlyArray<{ readonly name: string; readonly location: ArtifactLocation }>
  /** The action's parameters in this run, not decoded. */
  readonly parameters: string | undefined
}

/** The input artifact and the parameters of an action's last success. */
export interface Baseline {
  readonly location: ArtifactLocation
  readonly parameters: string | undefined
}
