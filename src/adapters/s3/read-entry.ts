import { crc32, inflateRawSync } from 'node:zlib'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import type { Entry, ZipFile } from 'yauzl'
import type { ArtifactFailure } from '../../domain/pipeline/artifact-failure.ts'
import type { RemoteFile } from './remote-file.ts'

const unreadable = (reason: string): ArtifactFailure => ({ _tag: 'FileUnreadable', reason })

/** Deflating makes hardly anything larger. What claims to be is not worth its download. */
const isBloated = ({ compressedSize, uncompressedSize }: Entry): boolean => compressedSize > 2 * uncompressedSize + 1_024

/** Why a file is not even downloaded. */
const rejectionOf = (entry: Entry, maxBytes: number): ArtifactFailure | undefined => {
  if (entry.isEncrypted()) return unreadable('it is encrypted')
  if (!entry.canDecodeFileData()) return unreadable(`its compression method ${entry.compressionMethod} is not known here`)
  if (entry.uncompressedSize > maxBytes) return { _tag: 'FileTooLarge', bytes: entry.uncompressedSize }
  return isBloated(entry) ? unreadable('it is damaged: compressed, it is larger than it should be') : undefined
}

/** Never inflates to more than was announced, lest a small file fills the memory. */
const inflate = ({ uncompressedSize }: Entry, data: Buffer): E.Either<ArtifactFailure, Buffer> =>
  E.tryCatch(
    () => inflateRawSync(data, { maxOutputLength: Math.max(1, uncompressedSize) }),
    () => unreadable('it is damaged: it cannot be inflated to what it should be'),
  )

/** The file as it was before it was zipped. */
const decode = (entry: Entry, data: Buffer): E.Either<ArtifactFailure, Buffer> =>
  pipe(
    entry.compressionMethod === 0 ? E.right(data) : inflate(entry, data),
    E.filterOrElse(
      bytes => bytes.length === entry.uncompressedSize && crc32(bytes) === entry.crc32,
      () => unreadable('it is damaged: its checksum or its length is not what it should be'),
    ),
  )

/** A file is preceded by a header that repeats its name, and has fields of its own. More of these than this is rare. */
const headerBytes = 512

/** Reads a file of a ZIP, with its header, in one request as a rule. */
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
