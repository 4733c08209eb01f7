import * as E from 'fp-ts/lib/Either.js'
import type { Entry, ZipFile } from 'yauzl'
import { type ArtifactEntry, maxEntries, maxNameBytes } from '../../domain/pipeline/artifact-entry.ts'
import type { ArtifactFailure } from '../../domain/pipeline/artifact-failure.ts'
import { type Nearest, nearerPath } from '../../domain/pipeline/nearest-path.ts'
import type { RemoteFile } from './remote-file.ts'
import { assertAllRead, nameOf } from './zip.ts'

const tooLarge: E.Either<ArtifactFailure, never> = E.left({ _tag: 'ArtifactTooLarge' })

/** Counts entries. Returns whether they exceed the limits. */
const counter = (): ((name: string) => boolean) => {
  let [entries, bytes] = [0, 0]
  return name => {
    entries += 1
    bytes += Buffer.byteLength(name)
    return entries > maxEntries || bytes > maxNameBytes
  }
}

const isFolder = (name: string): boolean => name.endsWith('/')

/** Finds a file in a ZIP. If the path is repeated, the last entry counts, as when unzipping. */
export const findEntry = async (file: RemoteFile, zip: ZipFile, path: string): Promise<E.Either<ArtifactFailure, Entry>> => {
  const nearer = nearerPath(path)
  const exceeds = counter()
  let found: Entry | undefined
  let nearest: Nearest | undefined
  for await (const entry of zip.eachEntry()) {
    const name = nameOf(entry)
    if (exceeds(name)) return tooLarge
    if (isFolder(name)) continue
    if (name === path) found = entry
    else if (found === undefined) nearest = nearer(nearest, name)
  }
  await assertAllRead(file, zip)
  return found === undefined ? E.left({ _tag: 'FileNotFound', nearest: nearest?.path }) : E.right(found)
}

/** The entries of a ZIP's central directory. */
export const listEntries = async (file: RemoteFile, zip: ZipFile): Promise<E.Either<ArtifactFailure, ReadonlyArray<ArtifactEntry>>> => {
  const exceeds = counter()
  const entries: ArtifactEntry[] = []
  for await (const entry of zip.eachEntry()) {
    const name = nameOf(entry)
    if (exceeds(name)) return tooLarge
    entries.push({ name, fingerprint: entry.crc32, size: entry.uncompressedSize })
  }
  await assertAllRead(file, zip)
  return E.right(entries)
}
