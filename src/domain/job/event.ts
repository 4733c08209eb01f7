import type { CdnFailure } from '../cdn/cdn-failure.ts'
import type { Invalidation, InvalidationRequest, InvalidationStatusRequest } from '../cdn/invalidation.ts'
import type { Artifact, ArtifactFile } from '../pipeline/artifact.ts'
import type { ArtifactEntry } from '../pipeline/artifact-entry.ts'
import type { ArtifactFailure } from '../pipeline/artifact-failure.ts'
import type { ActionInput, Baseline } from '../pipeline/history.ts'
import type { HistoryFailure } from '../pipeline/history-failure.ts'
import type { Answer } from './answer.ts'
import type { ReportFailure } from './report-failure.ts'

interface ForRequest {
  readonly target: number
  readonly request: InvalidationRequest
}

interface ForCheck {
  readonly target: number
  readonly request: InvalidationStatusRequest
}

/** The result of a fetch. */
export type FetchResult =
  | { readonly _tag: 'FileRead'; readonly file: ArtifactFile; readonly content: Uint8Array }
  | { readonly _tag: 'FileReadFailed'; readonly file: ArtifactFile; readonly failure: ArtifactFailure }
  | { readonly _tag: 'HistoryRead'; readonly input: ActionInput; readonly baseline: Baseline }
  | { readonly _tag: 'HistoryReadFailed'; readonly input: ActionInput; readonly failure: HistoryFailure }
  | { readonly _tag: 'ArtifactListed'; readonly artifact: Artifact; readonly entries: ReadonlyArray<ArtifactEntry> }
  | { readonly _tag: 'ArtifactListFailed'; readonly artifact: Artifact; readonly failure: ArtifactFailure }

/** The result of a request, or of a look-up of what it created. */
export type SubmissionResult =
  | ({ readonly _tag: 'InvalidationCreated'; readonly invalidation: Invalidation } & ForRequest)
  | ({ readonly _tag: 'InvalidationFailed'; readonly failure: CdnFailure } & ForRequest)
  /** `undefined` if the invalidation was not found. */
  | ({ readonly _tag: 'LookedUp'; readonly invalidation: Invalidation | undefined } & ForRequest)
  | ({ readonly _tag: 'LookUpFailed'; readonly failure: CdnFailure } & ForRequest)

/** The result of a step. `target` is an index into the targets of the plan. */
export type StepResult =
  | SubmissionResult
  | ({ readonly _tag: 'StatusChecked'; readonly status: Invalidation['status'] } & ForCheck)
  | ({ readonly _tag: 'StatusCheckFailed'; readonly failure: CdnFailure } & ForCheck)
  | { readonly _tag: 'Paused'; readonly milliseconds: number }
  | { readonly _tag: 'Reported'; readonly answer: Answer }
  | { readonly _tag: 'ReportFailed'; readonly answer: Answer; readonly failure: ReportFailure }

/** What happened to a job. */
export type JobEvent = FetchResult | StepResult
