import type { Issue } from '../codec/issue.ts'
import type { ParametersInvalid } from '../parameters/job-spec.ts'
import type { Artifact, ArtifactFile, ArtifactLocation } from '../pipeline/artifact.ts'
import type { ArtifactFailure } from '../pipeline/artifact-failure.ts'

/** The parameters are valid, but request what the CDN cannot do. */
export interface PlanNotSupported {
  readonly _tag: 'PlanNotSupported'
  readonly issues: ReadonlyArray<Issue>
}

/** The file of `itemsFrom` has invalid items. Issues are listed by line or index. */
interface ItemsFileInvalid {
  readonly _tag: 'ItemsFileInvalid'
  readonly file: ArtifactFile
  readonly issues: ReadonlyArray<Issue>
}

/** An input artifact of the job, or a file in it, was not read. */
export interface ArtifactNotRead {
  readonly _tag: 'ArtifactNotRead'
  readonly artifact: Artifact
  /** The file; `undefined` if the artifact itself was to be listed. */
  readonly file: ArtifactFile | undefined
  readonly failure: ArtifactFailure
  /** How many invalidations earlier invocations created. Some of their ids may be unknown. */
  readonly created: number
  readonly invalidationIds: ReadonlyArray<string>
}

/** The event names an artifact, but provides no credentials for it. The program's own are not used for a location that an event names. */
interface ArtifactCredentialsMissing {
  readonly _tag: 'ArtifactCredentialsMissing'
  readonly name: string
  readonly location: ArtifactLocation
}

/** The pipeline that `changed` names does not exist. */
interface PipelineUnknown {
  readonly _tag: 'PipelineUnknown'
  readonly pipeline: string
  /** Where it was looked up, such as "in this account". */
  readonly where: string
}

/** There are more items than `maxPaths` allows, and they cannot be merged enough. */
export interface BudgetTooSmall {
  readonly _tag: 'BudgetTooSmall'
  readonly maxPaths: number
  /** Counts after minimising. */
  readonly paths: number
  readonly tags: number
  /** The smallest budget that these items fit into. */
  readonly minimum: number
  /** Whether the CDN has wildcards to merge paths into. */
  readonly mergeable: boolean
  readonly cdnName: string
}

/** The plan would invalidate everything, which the job does not allow. */
export interface EverythingRefused {
  readonly _tag: 'EverythingRefused'
  /** Why everything would be invalidated, if no item asks for it. */
  readonly why: string | undefined
}

/** The continuation token was not written by this version of the program. */
export interface TokenInvalid {
  readonly _tag: 'TokenInvalid'
  readonly reason: string
}

/** The continuation token belongs to another plan: the parameters or the compared artifacts changed in between. */
export interface PlanChanged {
  readonly _tag: 'PlanChanged'
  /** How many invalidations exist. Some of their ids may be unknown. */
  readonly created: number
  readonly invalidationIds: ReadonlyArray<string>
}

/** Why a job has no plan, or cannot continue its plan. */
export type PlanFailure =
  | ParametersInvalid
  | PlanNotSupported
  | ItemsFileInvalid
  | ArtifactNotRead
  | ArtifactCredentialsMissing
  | PipelineUnknown
  | BudgetTooSmall
  | EverythingRefused
  | TokenInvalid
  | PlanChanged
