/** A range of bytes: the last `last` bytes, or those from `start` to `end`, which is excluded. */
export type Range = { readonly last: number } | { readonly start: number; readonly end: number }

/** A part of a file. */
export interface Part {
  readonly start: number
  /** The position after the last byte. */
  readonly end: number
  /** Size of the whole file in bytes. */
  readonly size: number
  /** The version of the file, if it has one. */
  readonly etag: string | undefined
  readonly bytes: Buffer
}

/** Gets a part of a file, with `etag` only if the file is still that version. */
export type GetPart = (range: Range, etag?: string) => Promise<Part>

/** A file that fetches only the parts that are read, in few requests. */
export interface RemoteFile {
  readonly size: number
  /** The bytes if they are already fetched. `end` is excluded. */
  readonly atHand: (start: number, end: number) => Buffer | undefined
  /** The bytes. If they must be fetched, at least `ahead` bytes are. Rejects if the file is too short. */
  readonly read: (start: number, end: number, ahead?: number) => Promise<Buffer>
}

/** Bytes to fetch from the end first. They hold the directory of some 2,500 files, or a small artifact as a whole. */
const lastBytes = 256 * 1024

const within = ({ start: first, bytes }: Pick<Part, 'start' | 'bytes'>, start: number, end: number): Buffer | undefined =>
  start >= first && end <= first + bytes.length ? bytes.subarray(start - first, end - first) : undefined

/** Opens a file by fetching its last bytes, which also returns its size. Keeps only those and the part fetched last. */
export const openRemoteFile = async (getPart: GetPart): Promise<RemoteFile> => {
  const tail = await getPart({ last: lastBytes })
  const { size, etag } = tail
  let latest: Pick<Part, 'start' | 'bytes'> = tail

  const atHand = (start: number, end: number): Buffer | undefined => within(tail, start, end) ?? within(latest, start, end)

  const fetch = async (start: number, end: number): Promise<void> => {
    const { bytes } = await getPart({ start, end: Math.min(end, tail.start) }, etag)
    latest = { start, bytes: end > tail.start ? Buffer.concat([bytes, tail.bytes.subarray(0, end - tail.start)]) : bytes }
  }

  const read = async (start: number, end: number, ahead = 0): Promise<Buffer> => {
    if (start > end || end > size) throw new Error('it refers to what is not there; it may be cut off')
    if (atHand(start, end) === undefined) await fetch(start, Math.min(size, Math.max(end, start + ahead)))
    return atHand(start, end) ?? Buffer.alloc(0)
  }

  return { size, atHand, read }
}
