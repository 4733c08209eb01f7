/** Entries of an artifact, at most. Two lists and their comparison fit into 512 MB. */
export const maxEntries = 200_000

/** Bytes of all names of an artifact in UTF-8, at most. */
export const maxNameBytes = 16 * 1024 * 1024

/** An entry of a ZIP's central directory. */
export interface ArtifactEntry {
  /** As written in the ZIP. Tools differ in how they write folders. */
  readonly name: string
  /** CRC-32 of the uncompressed content, unsigned. */
  readonly fingerprint: number
  /** Uncompressed size in bytes. */
  readonly size: number
}
