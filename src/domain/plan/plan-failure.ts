import type { Issue } from '../codec/issue.ts'
import type { ParametersInvalid } from '../parameters/job-spec.ts'
import type { Artifact, ArtifactFile } from '../pipeline/artifact.ts'
import type { ArtifactFailure } from '../pipeline/artifact-failure.ts'

/** The parameters are legal, but ask for what this CDN cannot do. */
export interface PlanNotSupported {
  readonly _tag: 'PlanNotSupported'
  readonly issues: ReadonlyArray<Issue>
}

/** The file that `itemsFrom` names holds what is no item; every mistake is listed, by its line or its index. */
interface ItemsFileInvalid {
  readonly _tag: 'ItemsFileInvalid'
  readonly file: ArtifactFile
  readonly issues: ReadonlyArray<Issue>
}

/** An artifact that the job is given, or a file in it, was not read. */
export interface ArtifactNotRead {
  readonly _tag: 'ArtifactNotRead'
  readonly artifact: Artifact
  /** The file, where it was one. */
  readonly file: ArtifactFile | undefined
  readonly failure: ArtifactFailure
  /** How many invalidations an earlier invocation of the job created; of some the id may not be known. */
  readonly created: number
  readonly invalidationIds: ReadonlyArray<string>
}

/** There is no pipeline of the name in `changed`. */
interface PipelineUnknown {
  readonly _tag: 'PipelineUnknown'
  readonly pipeline: string
  /** Where it was looked for, such as "in this account". */
  readonly where: string
}

/** There are more paths and tags than `maxPaths` allows, and they cannot be merged so far. */
export interface BudgetTooSmall {
  readonly _tag: 'BudgetTooSmall'
  readonly maxPaths: number
  /** What there is, minimal. */
  readonly paths: number
  readonly tags: number
  /** The smallest budget that these items fit into. */
  readonly minimum: number
  /** Whether the CDN has wildcards into which paths can be merged. */
  readonly mergeable: boolean
  readonly cdnName: string
}

/** The continuation token of a continued job is not one of this program's, or of another version of it. */
export interface TokenInvalid {
  readonly _tag: 'TokenInvalid'
  readonly reason: string
}

/** The continuation token belongs to a job that asked for something else: the parameters were changed in between. */
export interface PlanChanged {
  readonly _tag: 'PlanChanged'
  /** How many invalidations exist; of some the id may not be known. */
  readonly created: number
  readonly invalidationIds: ReadonlyArray<string>
}

/** Why there is no plan, or none to go on with. */
export type PlanFailure =
  | ParametersInvalid
  | PlanNotSupported
  | ItemsFileInvalid
  | ArtifactNotRead
  | PipelineUnknown
  | BudgetTooSmall
  | TokenInvalid
  | PlanChanged
