import { readFileSync, statSync } from 'node:fs'
import * as E from 'fp-ts/lib/Either.js'
import type { ArtifactEntry } from '../../domain/pipeline/artifact-entry.ts'
import { reasonOf } from '../zip/reason.ts'
import { listDirectory, type OnProgress } from './directory.ts'
import { type LocalFailure, type LocalFileUnreadable, toFailure } from './failure.ts'
import { listZipFile } from './zip-file.ts'

const tooLarge: E.Either<LocalFailure, never> = E.left({ _tag: 'LocalSiteTooLarge' })

type Listing = E.Either<LocalFailure, ReadonlyArray<ArtifactEntry>>

const listIn = async (path: string, onProgress: OnProgress): Promise<Listing> => {
  if (statSync(path).isDirectory()) {
    const entries = await listDirectory(path, onProgress)
    return entries === undefined ? tooLarge : E.right(entries)
  }
  const entries = await listZipFile(path).catch((error: NodeJS.ErrnoException) => {
    throw error.code === undefined ? new Error(`it is not a readable ZIP file: ${reasonOf(error)}`) : error
  })
  // The only failure of listing entries is that there are too many.
  return E.isLeft(entries) ? tooLarge : entries
}

/** Lists the files of a directory or a ZIP file, with size and CRC-32, so that the two can be compared. */
export const listSite = (path: string, onProgress: OnProgress): Promise<Listing> =>
  listIn(path, onProgress).catch(error => E.left(toFailure(path)(error)))

/** Reads a file. */
export const readLocalFile = (path: string): E.Either<LocalFileUnreadable, Uint8Array> =>
  E.tryCatch(() => readFileSync(path), toFailure(path))
