import type * as E from 'fp-ts/lib/Either.js'
import type { ChangedSpec } from '../parameters/job-spec.ts'
import type { Artifact, ArtifactFile, ArtifactLocation } from '../pipeline/artifact.ts'
import type { ArtifactEntry } from '../pipeline/artifact-entry.ts'
import type { ActionInput } from '../pipeline/history.ts'
import type { Plan } from '../plan/plan.ts'
import type { PlanFailure } from '../plan/plan-failure.ts'
import type { Comparison } from '../site/compare.ts'
import type { Continuation, Unfinished } from './answer.ts'
import type { Due, Progress } from './progress.ts'
import type { JobRequest } from './request.ts'

/** The present artifact, compared with some of the earlier ones. */
interface Compared {
  readonly current: ReadonlyArray<ArtifactEntry>
  readonly comparison: Comparison
}

/** What to fetch next, in this order. After the first earlier artifact comes the present one, then the others, one at a time. */
export type NextFetch =
  | { readonly _tag: 'ItemsFile'; readonly file: ArtifactFile }
  | { readonly _tag: 'Baseline'; readonly input: ActionInput; readonly changed: ChangedSpec }
  | {
      readonly _tag: 'BaselineArtifact'
      readonly artifact: Artifact
      readonly rest: ReadonlyArray<ArtifactLocation>
      readonly compared: Compared | undefined
      readonly input: ActionInput
      readonly changed: ChangedSpec
    }
  | {
      readonly _tag: 'CurrentArtifact'
      readonly before: ReadonlyArray<ArtifactEntry>
      readonly rest: ReadonlyArray<ArtifactLocation>
      readonly artifact: Artifact
      readonly input: ActionInput
      readonly changed: ChangedSpec
    }

/** The job fetches what its plan depends on. */
export interface Gathering {
  readonly _tag: 'Gathering'
  readonly request: JobRequest
  readonly nextFetch: NextFetch
  readonly attempt: Due<string>
  readonly progress: Progress
}

/** A plan, or why there is none, and its progress. */
export interface Prepared {
  readonly plan: E.Either<PlanFailure, Plan>
  readonly progress: Progress
}

/** A fetch failed in this invocation. The answer leaves it to the next one. */
interface Postponed {
  readonly _tag: 'Postponed'
  readonly answer: Continuation | Unfinished
  readonly progress: Progress
}

/** The job carries out its plan, or reports why there is none. */
export interface Executing extends Prepared {
  readonly _tag: 'Executing'
}

/** The state of a job in this invocation. */
export type JobState = Gathering | Postponed | Executing
