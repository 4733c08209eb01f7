/** Where the CI system keeps an artifact, in the store's own spelling, such as a URL. The program compares and prints it; only the store reads it. */
export type ArtifactLocation = string

/** An input artifact of a job, which is a ZIP. */
export interface Artifact {
  readonly name: string
  readonly location: ArtifactLocation
  /**
   * The credentials that the job provides for its artifacts, for the store alone to read; `undefined` if it provides none: then the
   * program's own are used. They stand behind a function, so that nothing that prints a job prints them.
   */
  readonly credentials: (() => unknown) | undefined
}

/** A file in an artifact. */
export interface ArtifactFile {
  readonly artifact: Artifact
  /** Inside the ZIP, with `/` between folders and none in front. */
  readonly path: string
  /** A larger file is a failure. */
  readonly maxBytes: number
}
