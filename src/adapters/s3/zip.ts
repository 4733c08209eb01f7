import { isUtf8 } from 'node:buffer'
import { type Entry, fromRandomAccessReaderPromise, getFileNameLowLevel, RandomAccessReader, type ZipFile } from 'yauzl'
import type { RemoteFile } from './remote-file.ts'

/** What is fetched at once of a list of files that is longer than the end of the ZIP that was fetched first. */
const readAhead = 4 * 1024 * 1024

/** Where yauzl reads from. It reads some fifty bytes at a time, so what is at hand is given at once. */
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

/** Nothing is unpacked to a disk, so a strange name or size of one file need not keep the others from being read. */
const options = { decodeStrings: false, validateEntrySizes: false, autoClose: false }

/** Opens a ZIP. Rejects where it is none. */
export const openZip = (file: RemoteFile): Promise<ZipFile> => fromRandomAccessReaderPromise(new RemoteReader(file), file.size, options)

const listedFile = Buffer.from('PK\x01\x02', 'latin1')

/** Some programs count no further than 65,535 and begin anew. To read on is not provided for; to say that a file is not there would be wrong. */
export const assertAllRead = async (file: RemoteFile, zip: ZipFile): Promise<void> => {
  // A position, which the types take for a boolean.
  const position = Number(zip.readEntryCursor)
  const next = await file.read(position, Math.min(file.size, position + listedFile.length))
  if (next.equals(listedFile)) throw new Error('it has more files than it says')
}

const saysUtf8 = 0x800

/**
 * The path of a file in a ZIP. Many programs write UTF-8 without saying so, which by the rules would be an alphabet of
 * 1981; and some on Windows write `\` between folders.
 */
export const nameOf = ({ generalPurposeBitFlag, fileNameRaw, extraFields }: Entry): string =>
  getFileNameLowLevel(isUtf8(fileNameRaw) ? generalPurposeBitFlag | saysUtf8 : generalPurposeBitFlag, fileNameRaw, extraFields, false)
