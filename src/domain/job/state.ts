import type * as E from 'fp-ts/lib/Either.js'
import type { ChangedSpec } from '../parameters/job-spec.ts'
import type { Artifact, ArtifactFile } from '../pipeline/artifact.ts'
import type { ArtifactEntry } from '../pipeline/artifact-entry.ts'
import type { ActionInput } from '../pipeline/history.ts'
import type { Plan } from '../plan/plan.ts'
import type { PlanFailure } from '../plan/plan-failure.ts'
import type { Continuation } from './answer.ts'
import type { Due, Progress } from './progress.ts'
import type { JobRequest } from './request.ts'

/** What is to be fetched next: the file of items, then the last success, then what is in its artifact, and in that of today. */
export type NextFetch =
  | { readonly _tag: 'ItemsFile'; readonly file: ArtifactFile }
  | { readonly _tag: 'Baseline'; readonly input: ActionInput; readonly changed: ChangedSpec }
  | { readonly _tag: 'BaselineArtifact'; readonly artifact: Artifact; readonly input: ActionInput; readonly changed: ChangedSpec }
  | {
      readonly _tag: 'CurrentArtifact'
      readonly before: ReadonlyArray<ArtifactEntry>
      readonly artifact: Artifact
      readonly changed: ChangedSpec
    }

/** Something has to be fetched before there can be a plan. */
export interface Gathering {
  readonly _tag: 'Gathering'
  readonly request: JobRequest
  readonly nextFetch: NextFetch
  readonly attempt: Due<string>
  readonly progress: Progress
}

/** A job, ready to be driven: its plan, or why there is none, and how far it has come. */
export interface Prepared {
  readonly plan: E.Either<PlanFailure, Plan>
  readonly progress: Progress
}

/** Something could not be fetched in this invocation; another one is to try it. */
interface Postponed {
  readonly _tag: 'Postponed'
  readonly answer: Continuation
  readonly progress: Progress
}

/** There is a plan, or there will be none. */
export interface Executing extends Prepared {
  readonly _tag: 'Executing'
}

/** How far a job is in this invocation. */
export type JobState = Gathering | Postponed | Executing
