import { isUtf8 } from 'node:buffer'
import { type Entry, fromRandomAccessReaderPromise, getFileNameLowLevel, RandomAccessReader, type ZipFile } from 'yauzl'
import type { RemoteFile } from './remote-file.ts'

/** Bytes to fetch at once of a directory that is longer than the end of the ZIP. */
const readAhead = 4 * 1024 * 1024

/** The reader for yauzl. It reads some 50 bytes at a time, so fetched bytes are returned synchronously. */
class RemoteReader extends RandomAccessReader {
  readonly #file: RemoteFile

  constructor(file: RemoteFile) {
    super()
    this.#file = file
  }

  override read(buffer: Buffer, offset: number, length: number, position: number, callback: (error: Error | null) => void): void {
    const take = (bytes: Buffer): void => {
      bytes.copy(buffer, offset)
      callback(null)
    }
    const known = this.#file.atHand(position, position + length)
    if (known) take(known)
    else
      this.#file
        .read(position, position + length, readAhead)
        .then(take)
        .catch(callback)
  }
}

/** Nothing is unzipped to a disk, so an invalid name or size of one entry must not prevent reading the others. */
const options = { decodeStrings: false, validateEntrySizes: false, autoClose: false }

/** Opens a ZIP. Rejects if it is not one. */
export const openZip = (file: RemoteFile): Promise<ZipFile> => fromRandomAccessReaderPromise(new RemoteReader(file), file.size, options)

const listedFile = Buffer.from('PK\x01\x02', 'latin1')

/** Rejects if entries follow those that were read: some programs overflow the entry count at 65,535, which would hide files. */
export const assertAllRead = async (file: RemoteFile, zip: ZipFile): Promise<void> => {
  // A number, although the type declarations say boolean.
  const position = Number(zip.readEntryCursor)
  const next = await file.read(position, Math.min(file.size, position + listedFile.length))
  if (next.equals(listedFile)) throw new Error('it has more files than it says')
}

const saysUtf8 = 0x800

/**
 * The name of an entry. Many programs write UTF-8 without the flag for it, which the format requires to be decoded as code page 437. Some
 * on Windows write `\` between folders.
 */
export const nameOf = ({ generalPurposeBitFlag, fileNameRaw, extraFields }: Entry): string =>
  getFileNameLowLevel(isUtf8(fileNameRaw) ? generalPurposeBitFlag | saysUtf8 : generalPurposeBitFlag, fileNameRaw, extraFields, false)
