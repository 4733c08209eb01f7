import { buffer } from 'node:stream/consumers'
import { crc32 } from 'node:zlib'
import { ZipFile } from 'yazl'
import type { Content } from '../../../local/aws/s3.ts'
import type { GetPart } from '../../../src/adapters/zip/remote-file.ts'

/** Offsets of the fields in an entry of a ZIP's central directory. */
export const field = { flags: 8, method: 10, crc: 16, compressedSize: 20, size: 24, nameLength: 28, localHeader: 42, name: 46 } as const

const signature = { local: 0x04034b50, listed: 0x02014b50, end: 0x06054b50, end64: 0x06064b50, locator64: 0x07064b50 }

/** A copy of a ZIP with a changed directory entry for a file. */
export const withRecord = (zip: Uint8Array, path: string, change: (record: Buffer) => void): Buffer => {
  const copy = Buffer.from(zip)
  for (let at = copy.indexOf('PK\x01\x02', 0, 'latin1'); at !== -1; at = copy.indexOf('PK\x01\x02', at + 1, 'latin1')) {
    const record = copy.subarray(at)
    if (record.subarray(field.name, field.name + record.readUInt16LE(field.nameLength)).toString() === path) change(record)
  }
  return copy
}

/** Offsets in the end record of a ZIP: the number of files, and the position of the central directory. */
export const endField = { count: 10, list: 16 } as const

/** A copy of a ZIP with a changed end record. The ZIP must not have a comment. */
export const withEnd = (zip: Uint8Array, change: (end: Buffer) => void): Buffer => {
  const copy = Buffer.from(zip)
  change(copy.subarray(-22))
  return copy
}

/** A small ZIP in the ZIP64 format. */
export const zip64 = (files: Readonly<Record<string, Uint8Array>>, compress: boolean): Promise<Buffer> => {
  const zip = new ZipFile()
  for (const [path, bytes] of Object.entries(files)) zip.addBuffer(Buffer.from(bytes), path, { compress, forceZip64Format: true })
  zip.end({ forceZip64Format: true, comment: '' })
  return buffer(zip.outputStream as NodeJS.ReadableStream)
}

const listed = (path: Buffer, bytes: Uint8Array, offset: number): Buffer => {
  const record = Buffer.alloc(field.name + path.length + 12)
  record.writeUInt32LE(signature.listed)
  record.writeUInt32LE(crc32(bytes), field.crc)
  record.writeUInt32LE(bytes.length, field.compressedSize)
  record.writeUInt32LE(bytes.length, field.size)
  record.writeUInt16LE(path.length, field.nameLength)
  record.writeUInt16LE(12, 30)
  record.writeUInt32LE(0xffffffff, field.localHeader)
  path.copy(record, field.name)
  record.writeUInt16LE(1, field.name + path.length)
  record.writeUInt16LE(8, field.name + path.length + 2)
  record.writeBigUInt64LE(BigInt(offset), field.name + path.length + 4)
  return record
}

const local = (path: Buffer, bytes: Uint8Array): Buffer => {
  const header = Buffer.alloc(30)
  header.writeUInt32LE(signature.local)
  header.writeUInt32LE(crc32(bytes), 14)
  header.writeUInt32LE(bytes.length, 18)
  header.writeUInt32LE(bytes.length, 22)
  header.writeUInt16LE(path.length, 26)
  return Buffer.concat([header, path, bytes])
}

const ending = (count: number, size: number, start: number): Buffer => {
  const end = Buffer.alloc(56 + 20 + 22)
  end.writeUInt32LE(signature.end64)
  end.writeBigUInt64LE(44n, 4)
  end.writeBigUInt64LE(BigInt(count), 24)
  end.writeBigUInt64LE(BigInt(count), 32)
  end.writeBigUInt64LE(BigInt(size), 40)
  end.writeBigUInt64LE(BigInt(start), 48)
  end.writeUInt32LE(signature.locator64, 56)
  end.writeBigUInt64LE(BigInt(start + size), 64)
  end.writeUInt32LE(1, 72)
  end.writeUInt32LE(signature.end, 76)
  end.fill(0xff, 84, 96)
  return end
}

/** Bytes between the files of an enormous ZIP, as if each were an image. */
const stride = 50_000

/**
 * A ZIP with `count` files that is larger than memory: ranges that are not stored are generated when they are read. Of its files,
 * only `special` can be read.
 */
export const enormousZip = (
  count: number,
  special: { readonly path: string; readonly bytes: Uint8Array; readonly index: number },
): Content => {
  const path = Buffer.from(special.path)
  const nothing = new Uint8Array()
  const list = Buffer.concat(
    Array.from({ length: count }, (_, index) =>
      index === special.index
        ? listed(path, special.bytes, index * stride)
        : listed(Buffer.from(`assets/section-${index % 97}/images/picture-${index}.webp`), nothing, index * stride),
    ),
  )
  const start = count * stride
  const pieces = [
    { at: special.index * stride, bytes: local(path, special.bytes) },
    { at: start, bytes: Buffer.concat([list, ending(count, list.length, start)]) },
  ]
  return {
    byteLength: start + list.length + 98,
    subarray: (from = 0, to = 0) => {
      const part = Buffer.alloc(to - from)
      for (const { at, bytes } of pieces) {
        if (at < to && at + bytes.length > from) bytes.copy(part, Math.max(0, at - from), Math.max(0, from - at))
      }
      return part
    },
  }
}

/**
 * A ZIP with `count` empty files. Its bytes are generated when they are read. All names must have the same length in bytes. The files can
 * be listed, but not read: their fingerprint is `fingerprint`, not that of an empty file.
 */
export const generatedZip = (count: number, nameOf: (index: number) => string, fingerprint: number): Content => {
  const recordOf = (index: number): Buffer => {
    const record = listed(Buffer.from(nameOf(index)), new Uint8Array(), 0)
    record.writeUInt32LE(fingerprint, field.crc)
    return record
  }
  const size = recordOf(0).length
  const end = ending(count, count * size, 0)
  return {
    byteLength: count * size + end.length,
    subarray: (from = 0, to = 0) => {
      const [first, last] = [Math.floor(from / size), Math.min(count, Math.ceil(to / size))]
      const records = Array.from({ length: Math.max(0, last - first) }, (_, index) => recordOf(first + index))
      const start = Math.min(first, count) * size
      const bytes = Buffer.concat([...records, ...(last === count ? [end] : [])])
      return bytes.subarray(from - start, to - start)
    },
  }
}

/** Gets the parts of an object without S3. */
export const partsOfContent =
  (content: Content): GetPart =>
  async range => {
    const size = content.byteLength
    const { start, end } = 'last' in range ? { start: Math.max(0, size - range.last), end: size } : range
    return { start, end, size, etag: undefined, bytes: Buffer.from(content.subarray(start, end)) }
  }
