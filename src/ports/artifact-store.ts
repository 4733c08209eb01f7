import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { Artifact, ArtifactFile } from '../domain/pipeline/artifact.ts'
import type { ArtifactEntry } from '../domain/pipeline/artifact-entry.ts'
import type { ArtifactFailure } from '../domain/pipeline/artifact-failure.ts'

/** The store in which the CI system keeps artifacts. Both methods settle within `within` milliseconds, and never retry. */
export interface ArtifactStore {
  /** Reads one file of an artifact, unzipped. */
  readonly readFile: (file: ArtifactFile, within: number) => TaskEither<ArtifactFailure, Uint8Array>
  /** Lists the entries of an artifact as its ZIP directory has them. Folders may be listed, and names may repeat. */
  readonly list: (artifact: Artifact, within: number) => TaskEither<ArtifactFailure, ReadonlyArray<ArtifactEntry>>
}
