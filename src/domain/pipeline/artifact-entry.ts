/** What the list of files at the end of a ZIP (its central directory) tells of one of them, without the file being read. */
export interface ArtifactEntry {
  /** As the ZIP has it. Tools differ in how they write folders. */
  readonly name: string
  /** Of the content, before it was compressed; unsigned. */
  readonly fingerprint: number
  /** Bytes, before they were compressed. */
  readonly size: number
}
