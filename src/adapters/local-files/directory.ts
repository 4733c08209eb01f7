import { closeSync, openSync, readdirSync, readSync, realpathSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { crc32 } from 'node:zlib'
import { type ArtifactEntry, maxEntries, maxNameBytes } from '../../domain/pipeline/artifact-entry.ts'

/** Called now and then while files are read, with their number so far. */
export type OnProgress = (files: number) => void

const bufferBytes = 256 * 1024

/** Milliseconds between two calls of `OnProgress`. Other work is done after each, such as handling a signal. */
const pauseBetween = 50

/** The checksum and the size of a file, as a ZIP lists them. Calls `between` after each buffer, because a file can be very large. */
const readFile = async (
  path: string,
  buffer: Buffer,
  between: () => Promise<void>,
): Promise<Pick<ArtifactEntry, 'fingerprint' | 'size'>> => {
  const descriptor = openSync(path, 'r')
  try {
    let [fingerprint, size] = [0, 0]
    for (;;) {
      const read = readSync(descriptor, buffer)
      if (read === 0) return { fingerprint, size }
      fingerprint = crc32(buffer.subarray(0, read), fingerprint)
      size += read
      await between()
    }
  } finally {
    closeSync(descriptor)
  }
}

/** A directory to read. `ancestors` are real paths. A link to one of them would never end. */
interface Folder {
  readonly path: string
  readonly prefix: string
  readonly ancestors: ReadonlyArray<string>
}

/** The entry for a directory; `undefined` if it leads back to one that holds it. */
const folderAt = (path: string, prefix: string, ancestors: ReadonlyArray<string>): Folder | undefined => {
  const real = realpathSync(path)
  return ancestors.includes(real) ? undefined : { path, prefix, ancestors: [...ancestors, real] }
}

/** Files and bytes of all names, at most. */
interface Limits {
  readonly entries: number
  readonly nameBytes: number
}

/**
 * Lists the files of a directory like the entries of a ZIP of it, sorted within each folder. Follows links. Returns `undefined` if there
 * are too many. Rejects if anything cannot be read. Reads synchronously, which is several times as fast for many small files. `now` is in
 * milliseconds.
 */
export const listDirectory = async (
  root: string,
  onProgress: OnProgress,
  limits: Limits = { entries: maxEntries, nameBytes: maxNameBytes },
  now: () => number = () => performance.now(),
): Promise<ReadonlyArray<ArtifactEntry> | undefined> => {
  const entries: ArtifactEntry[] = []
  const buffer = Buffer.allocUnsafe(bufferBytes)
  let nameBytes = 0
  let pausedAt = now()

  const between = async (): Promise<void> => {
    if (now() - pausedAt < pauseBetween) return
    onProgress(entries.length)
    await setImmediate()
    pausedAt = now()
  }

  const first = folderAt(root, '', [])
  const folders: Folder[] = first === undefined ? [] : [first]
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const base of readdirSync(folder.path).sort()) {
      const path = join(folder.path, base)
      const name = `${folder.prefix}${base}`
      const stat = statSync(path)
      if (stat.isDirectory()) {
        const inner = folderAt(path, `${name}/`, folder.ancestors)
        if (inner !== undefined) folders.push(inner)
      } else if (stat.isFile()) {
        nameBytes += Buffer.byteLength(name)
        if (entries.length >= limits.entries || nameBytes > limits.nameBytes) return undefined
        entries.push({ name, ...(await readFile(path, buffer, between)) })
        await between()
      }
    }
  }
  return entries
}
