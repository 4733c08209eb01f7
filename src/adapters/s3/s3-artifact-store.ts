import * as E from 'fp-ts/lib/Either.js'
import { identity, pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { Artifact, ArtifactFile } from '../../domain/pipeline/artifact.ts'
import type { ArtifactEntry } from '../../domain/pipeline/artifact-entry.ts'
import type { ArtifactFailure } from '../../domain/pipeline/artifact-failure.ts'
import type { ArtifactStore } from '../../ports/artifact-store.ts'
import { partitionOf } from '../aws/account.ts'
import type { ClientSettings } from '../aws/client-settings.ts'
import { endWithin } from '../http/end-within.ts'
import { findEntry, listEntries } from '../zip/entries.ts'
import { readEntry } from '../zip/read-entry.ts'
import { type GetPart, openRemoteFile } from '../zip/remote-file.ts'
import { openZip } from '../zip/zip.ts'
import { type ClientFor, s3ClientFor } from './client-for.ts'
import { toFailure } from './failure.ts'
import { partsOf } from './get-part.ts'

const readZipped = async (getPart: GetPart, { path, maxBytes }: ArtifactFile): Promise<E.Either<ArtifactFailure, Uint8Array>> => {
  const file = await openRemoteFile(getPart)
  const zip = await openZip(file)
  const found = await findEntry(file, zip, path)
  return E.isLeft(found) ? found : readEntry(file, zip, found.right, maxBytes)
}

const listZipped = async (getPart: GetPart): Promise<E.Either<ArtifactFailure, ReadonlyArray<ArtifactEntry>>> => {
  const file = await openRemoteFile(getPart)
  return listEntries(file, await openZip(file))
}

/** S3 as the store. Failures name objects in this partition. It downloads only the end of a ZIP, its directory, and the requested file. */
export const s3ArtifactStore = (clientFor: ClientFor = s3ClientFor(), partition = 'aws'): ArtifactStore => {
  const reading = <A>(artifact: Artifact, within: number, read: (getPart: GetPart) => Promise<E.Either<ArtifactFailure, A>>) =>
    pipe(
      TE.tryCatch(
        () => endWithin(within, signal => read(partsOf(clientFor(artifact.credentials), artifact.location, signal))),
        toFailure(artifact, partition),
      ),
      TE.flatMapEither(identity),
    )
  return {
    readFile: (file, within) => reading(file.artifact, within, getPart => readZipped(getPart, file)),
    list: (artifact, within) => reading(artifact, within, listZipped),
  }
}

/** S3 as the store, called with these settings. */
export const s3ArtifactStoreWith = (settings: ClientSettings): ArtifactStore =>
  s3ArtifactStore(s3ClientFor(settings), partitionOf(settings.region))
