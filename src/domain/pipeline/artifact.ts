/** Where the store keeps an artifact, in the store's notation, such as a URL. Only the store interprets it. */
export type ArtifactLocation = string

/** The credentials that the event of a job provides for its artifacts. */
export interface ProvidedCredentials {
  readonly _tag: 'Provided'
  /** Only the store interprets them. A function, so that printing a job does not print them. */
  readonly reveal: () => unknown
}

/**
 * The program's own credentials. Only for a location that the CI system's history returned: anybody who may start the program can write
 * an event, and the program must not read for them what they may not read themselves.
 */
export interface OwnCredentials {
  readonly _tag: 'Own'
}

/** An artifact that the store may read: a ZIP file, and whose credentials to read it with. */
export interface Artifact {
  readonly name: string
  readonly location: ArtifactLocation
  readonly credentials: ProvidedCredentials | OwnCredentials
}

/** An input artifact as the event of a job describes it. Without credentials in the event it is not read. */
export interface InputArtifact extends Omit<Artifact, 'credentials'> {
  readonly credentials: ProvidedCredentials | undefined
}

/** A file in an artifact. */
export interface ArtifactFile {
  readonly artifact: Artifact
  /** The path in the ZIP, with `/` between folders and no leading `/`. */
  readonly path: string
  /** Reading a larger file fails. */
  readonly maxBytes: number
}
