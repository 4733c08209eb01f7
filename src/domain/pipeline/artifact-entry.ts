/** An entry of a ZIP's central directory. */
export interface ArtifactEntry {
  /** As written in the ZIP. Tools differ in how they write folders. */
  readonly name: string
  /** CRC-32 of the uncompressed content, unsigned. */
  readonly fingerprint: number
  /** Uncompressed size in bytes. */
  readonly size: number
}
