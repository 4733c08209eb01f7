/** Where the store keeps an artifact, in the store's notation, such as a URL. Only the store interprets it. */
export type ArtifactLocation = string

/** An input artifact of a job: a ZIP file. */
export interface Artifact {
  readonly name: string
  readonly location: ArtifactLocation
  /**
   * The credentials that the job provides for its artifacts; `undefined` to use the program's own. Only the store interprets them. A
   * function, so that printing a job does not print them.
   */
  readonly credentials: (() => unknown) | undefined
}

/** A file in an artifact. */
export interface ArtifactFile {
  readonly artifact: Artifact
  /** The path in the ZIP, with `/` between folders and no leading `/`. */
  readonly path: string
  /** Reading a larger file fails. */
  readonly maxBytes: number
}
