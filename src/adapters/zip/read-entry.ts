import { crc32, inflateRawSync } from 'node:zlib'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import type { Entry, ZipFile } from 'yauzl'
import type { ArtifactFailure } from '../../domain/pipeline/artifact-failure.ts'
import type { RemoteFile } from './remote-file.ts'

const unreadable = (reason: string): ArtifactFailure => ({ _tag: 'FileUnreadable', reason })

/** Whether an entry is much larger compressed than uncompressed. Deflate adds only a few bytes, so it must be damaged. */
const isBloated = ({ compressedSize, uncompressedSize }: Entry): boolean => compressedSize > 2 * uncompressedSize + 1_024

/** Why a file is not downloaded. */
const rejectionOf = (entry: Entry, maxBytes: number): ArtifactFailure | undefined => {
  if (entry.isEncrypted()) return unreadable('it is encrypted')
  if (!entry.canDecodeFileData()) return unreadable(`its compression method ${entry.compressionMethod} is not known here`)
  if (entry.uncompressedSize > maxBytes) return { _tag: 'FileTooLarge', bytes: entry.uncompressedSize }
  return isBloated(entry) ? unreadable('it is damaged: compressed, it is larger than it should be') : undefined
}

/** Inflates to the declared size at most, so that a small file cannot fill the memory. */
const inflate = ({ uncompressedSize }: Entry, data: Buffer): E.Either<ArtifactFailure, Buffer> =>
  E.tryCatch(
    () => inflateRawSync(data, { maxOutputLength: Math.max(1, uncompressedSize) }),
    () => unreadable('it is damaged: it cannot be inflated to what it should be'),
  )

/** Uncompresses a file, and checks its length and CRC-32. */
const decode = (entry: Entry, data: Buffer): E.Either<ArtifactFailure, Buffer> =>
  pipe(
    entry.compressionMethod === 0 ? E.right(data) : inflate(entry, data),
    E.filterOrElse(
      bytes => bytes.length === entry.uncompressedSize && crc32(bytes) === entry.crc32,
      () => unreadable('it is damaged: its checksum or its length is not what it should be'),
    ),
  )

/** Bytes to read for the local header, besides the name. Larger headers are rare and cost a second request. */
const headerBytes = 512

/** Reads a file of a ZIP, usually in one request. */
export const readEntry = async (
  file: RemoteFile,
  zip: ZipFile,
  entry: Entry,
  maxBytes: number,
): Promise<E.Either<ArtifactFailure, Buffer>> => {
  const rejection = rejectionOf(entry, maxBytes)
  if (rejection) return E.left(rejection)
  const { relativeOffsetOfLocalHeader: start, fileNameLength, compressedSize } = entry
  await file.read(start, Math.min(file.size, start + headerBytes + fileNameLength + compressedSize))
  const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true })
  return decode(entry, await file.read(fileDataStart, fileDataStart + compressedSize))
}
