import { type FileHandle, open } from 'node:fs/promises'
import type * as E from 'fp-ts/lib/Either.js'
import type { ArtifactEntry } from '../../domain/pipeline/artifact-entry.ts'
import type { ArtifactFailure } from '../../domain/pipeline/artifact-failure.ts'
import { listEntries } from '../zip/entries.ts'
import { type GetPart, openRemoteFile } from '../zip/remote-file.ts'
import { openZip } from '../zip/zip.ts'

/** Reads parts of an open file as they are read of an object in S3. */
const partsOf =
  (file: FileHandle, size: number): GetPart =>
  async range => {
    const [start, end] = 'last' in range ? [Math.max(0, size - range.last), size] : [range.start, range.end]
    const { buffer, bytesRead } = await file.read(Buffer.alloc(end - start), 0, end - start, start)
    return { start, end: start + bytesRead, size, etag: undefined, bytes: buffer.subarray(0, bytesRead) }
  }

/** Lists the entries of a local ZIP file. Rejects if it cannot be read. */
export const listZipFile = async (path: string): Promise<E.Either<ArtifactFailure, ReadonlyArray<ArtifactEntry>>> => {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    const remote = await openRemoteFile(partsOf(file, size))
    return await listEntries(remote, await openZip(remote))
  } finally {
    await file.close()
  }
}
