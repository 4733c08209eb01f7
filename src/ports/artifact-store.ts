import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { Artifact, ArtifactFile } from '../domain/pipeline/artifact.ts'
import type { ArtifactEntry } from '../domain/pipeline/artifact-entry.ts'
import type { ArtifactFailure } from '../domain/pipeline/artifact-failure.ts'

/** Where the CI system keeps what its actions hand to one another. */
export interface ArtifactStore {
  /** Reads one file of an artifact, as it was before it was zipped. `within` are the milliseconds that the call may take. */
  readonly readFile: (file: ArtifactFile, within: number) => TaskEither<ArtifactFailure, Uint8Array>
  /** Lists all that is in an artifact, as the list in it has it: folders may be in it, and a name may be there twice. */
  readonly list: (artifact: Artifact, within: number) => TaskEither<ArtifactFailure, ReadonlyArray<ArtifactEntry>>
}
