/** Where the CI system keeps an artifact: an object in a store, which is a ZIP. */
export interface ArtifactLocation {
  readonly bucket: string
  readonly key: string
}

/** Where it is, in one word, for whoever has to look there. */
export const urlOf = ({ bucket, key }: ArtifactLocation): string => `s3://${bucket}/${key}`

/** Credentials that a job lends for its artifacts. */
export interface ArtifactCredentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken: string
}

/** An input artifact of a job. Its credentials stand behind a function, so that nothing that prints a job prints them. */
export interface Artifact {
  readonly name: string
  readonly location: ArtifactLocation
  /** `undefined` where the job lends none: then the program's own are used. */
  readonly credentials: (() => ArtifactCredentials) | undefined
}

/** A file in an artifact. */
export interface ArtifactFile {
  readonly artifact: Artifact
  /** Inside the ZIP, with `/` between folders and none in front. */
  readonly path: string
  /** A larger file is a failure. */
  readonly maxBytes: number
}
