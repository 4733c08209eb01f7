import type { InvalidationRequest, InvalidationStatusRequest } from '../cdn/invalidation.ts'
import type { Artifact, ArtifactFile } from '../pipeline/artifact.ts'
import type { ActionInput } from '../pipeline/history.ts'
import type { Answer } from './answer.ts'
import type { ReportFailure } from './report-failure.ts'

/** Something to be fetched before there can be a plan: a file, what the action did last, or what is in an artifact. */
export type FetchCommand =
  | { readonly _tag: 'ReadFile'; readonly file: ArtifactFile; readonly within: number }
  | { readonly _tag: 'ReadHistory'; readonly input: ActionInput; readonly within: number }
  | { readonly _tag: 'ListArtifact'; readonly artifact: Artifact; readonly within: number }

/** Something to do. `within` and `milliseconds` are durations in milliseconds; `distribution` is its index in the plan. */
export type StepCommand =
  | { readonly _tag: 'Submit'; readonly distribution: number; readonly request: InvalidationRequest; readonly within: number }
  | { readonly _tag: 'CheckStatus'; readonly distribution: number; readonly request: InvalidationStatusRequest; readonly within: number }
  | { readonly _tag: 'Pause'; readonly milliseconds: number }
  | { readonly _tag: 'Report'; readonly answer: Answer; readonly within: number }

/** Nothing is left to do: the job has its answer, or none was taken. */
export type Stop = { readonly _tag: 'Finish'; readonly answer: Answer } | { readonly _tag: 'GiveUp'; readonly failure: ReportFailure }

/** What a job does next. */
export type Command = FetchCommand | StepCommand | Stop
