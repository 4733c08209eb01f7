import type { Account } from '../cdn/caller.ts'
import type { Artifact, ArtifactLocation } from './artifact.ts'

/** An action, as the CI system's history names it, and what it is given to work with now. */
export interface ActionInput {
  readonly pipeline: string
  readonly stage: string
  readonly action: string
  readonly artifact: Artifact
  /** The account of the pipeline, where that is known; messages name it. */
  readonly account: Account | undefined
}

/** One execution of one action of a pipeline. */
export interface ActionRun {
  readonly stage: string
  readonly action: string
  readonly status: 'InProgress' | 'Abandoned' | 'Succeeded' | 'Failed'
  /** Milliseconds since 1970; `undefined` where the history does not tell. */
  readonly startedAt: number | undefined
  /** When its status last changed: its end, where it is over. */
  readonly endedAt: number | undefined
  readonly inputs: ReadonlyArray<{ readonly name: string; readonly location: ArtifactLocation }>
  /** The action's parameters at that time, as they were given to it. */
  readonly parameters: string | undefined
}

/** The artifact that an action last succeeded with, and the parameters that it then had. */
export interface Baseline extends ArtifactLocation {
  readonly parameters: string | undefined
}
