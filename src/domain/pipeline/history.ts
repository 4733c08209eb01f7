import type { ReadonlyNonEmptyArray } from 'fp-ts/lib/ReadonlyNonEmptyArray.js'
import type { Artifact, ArtifactLocation } from './artifact.ts'

/** An action, as the CI system's history names it, and its current input artifact. */
export interface ActionInput {
  readonly pipeline: string
  readonly stage: string
  readonly action: string
  readonly artifact: Artifact
  /** What an earlier invocation decided to compare with, to be confirmed. */
  readonly decided?: ReadonlyArray<ArtifactLocation>
}

/** An artifact in the history. */
export interface ListedArtifact {
  readonly name: string
  readonly location: ArtifactLocation
  /**
   * Where it is kept, such as a bucket. If an execution has two locations of a name, they are copies of one artifact in different
   * stores, but two artifacts in the same store, such as those of a repeated build.
   */
  readonly store: string
}

/** One execution of one action of a pipeline. */
export interface ActionRun {
  /** The execution of the pipeline that it is a part of; `undefined` if unknown. */
  readonly execution: string | undefined
  readonly stage: string
  readonly action: string
  readonly status: 'InProgress' | 'Abandoned' | 'Succeeded' | 'Failed'
  /** Milliseconds since 1970-01-01T00:00Z; `undefined` if unknown. */
  readonly startedAt: number | undefined
  /** When it can have written for the last time, in the same unit, if it has ended. Otherwise the value means nothing. */
  readonly endedAt: number | undefined
  /** Whether it is a deploy by its kind. `true` if its kind is unknown. */
  readonly deploys: boolean
  /** `undefined` if the history does not list them, which does not mean that there were none. */
  readonly inputs: ReadonlyArray<ListedArtifact> | undefined
  /** As far as the history lists them. */
  readonly outputs: ReadonlyArray<ListedArtifact>
  /** The action's parameters in this run, not decoded. */
  readonly parameters: string | undefined
}

/** Why the history does not tell which files can be stale. */
export type NotComparable =
  /** The action never succeeded with this artifact, as far as the history goes back. */
  | 'NeverSucceeded'
  /** The history does not contain the deploy of the present artifact: it lags behind, or is the history of another pipeline. */
  | 'DeployNotListed'
  /** The history does not contain the deploy that the last success followed. */
  | 'EarlierDeployNotListed'
  /** The history does not list the input artifacts of a run that may have deployed. */
  | 'InputsNotListed'
  /** More artifacts may have been served since than are compared. */
  | 'TooManyArtifacts'
  /** The history is longer than what is read of it. */
  | 'HistoryTooLong'

/** What the history says about the files that can be stale. */
export type Baseline =
  /** Only files that differ between the present artifact and one of these. `parameters` are those of the action's last success. */
  | {
      readonly _tag: 'Comparable'
      readonly locations: ReadonlyNonEmptyArray<ArtifactLocation>
      readonly parameters: string | undefined
    }
  /** What was decided before stands: the history lists all these locations. */
  | { readonly _tag: 'Confirmed' }
  /** Any file. */
  | { readonly _tag: 'NotComparable'; readonly why: NotComparable }
