import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { ArtifactFile } from '../domain/artifact/artifact.ts'
import type { ArtifactFailure } from '../domain/failures/artifact-failure.ts'

/** Where the CI system keeps what its actions hand to one another. */
export interface ArtifactStore {
  /** Reads one file of an artifact, as it was before it was zipped. `within` are the milliseconds that the call may take. */
  readonly readFile: (file: ArtifactFile, within: number) => TaskEither<ArtifactFailure, Uint8Array>
}
