import type { InvalidationRequest, InvalidationStatusRequest } from '../cdn/invalidation.ts'
import type { Artifact, ArtifactFile } from '../pipeline/artifact.ts'
import type { ActionInput } from '../pipeline/history.ts'
import type { Answer } from './answer.ts'
import type { ReportFailure } from './report-failure.ts'

/** Fetches something that the plan depends on. `within` is the timeout in milliseconds. */
export type FetchCommand =
  | { readonly _tag: 'ReadFile'; readonly file: ArtifactFile; readonly within: number }
  | { readonly _tag: 'ReadHistory'; readonly input: ActionInput; readonly within: number }
  | { readonly _tag: 'ListArtifact'; readonly artifact: Artifact; readonly within: number }

/** A step of the plan. `within` is the timeout in milliseconds; `target` is an index into the targets of the plan. */
export type StepCommand =
  | { readonly _tag: 'Submit'; readonly target: number; readonly request: InvalidationRequest; readonly within: number }
  /** Finds the invalidation that an earlier attempt at the request created. */
  | { readonly _tag: 'LookUp'; readonly target: number; readonly request: InvalidationRequest; readonly within: number }
  | { readonly _tag: 'CheckStatus'; readonly target: number; readonly request: InvalidationStatusRequest; readonly within: number }
  | { readonly _tag: 'Pause'; readonly milliseconds: number }
  | { readonly _tag: 'Report'; readonly answer: Answer; readonly within: number }

/** Ends the run: the answer was delivered, or could not be. */
export type Stop = { readonly _tag: 'Finish'; readonly answer: Answer } | { readonly _tag: 'GiveUp'; readonly failure: ReportFailure }

/** What a job does next, as `decide` returns it. */
export type Command = FetchCommand | StepCommand | Stop
