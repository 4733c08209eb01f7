/** There is no such object, or no such bucket: the artifact may have expired. */
interface ArtifactNotFound {
  readonly _tag: 'ArtifactNotFound'
  /** As a URL, `s3://bucket/key`. */
  readonly location: string
}

/** The caller lacks this permission on this resource. */
interface ArtifactDenied {
  readonly _tag: 'ArtifactDenied'
  readonly permission: string
  readonly resource: string
}

/** The object is no ZIP that can be read: something else, cut off, or damaged. */
interface ArtifactUnreadable {
  readonly _tag: 'ArtifactUnreadable'
  readonly location: string
  readonly reason: string
}

/** The ZIP has no such file. */
interface FileNotFound {
  readonly _tag: 'FileNotFound'
  /** Of the files that are there the one with the nearest path. */
  readonly nearest: string | undefined
}

/** The file has more bytes than are read. */
interface FileTooLarge {
  readonly _tag: 'FileTooLarge'
  readonly bytes: number
}

/** The file is encrypted, damaged, or compressed in a way that is not known here. */
interface FileUnreadable {
  readonly _tag: 'FileUnreadable'
  readonly reason: string
}

/** The store is throttled, faulty or silent. Passes by itself. */
interface ArtifactStoreUnavailable {
  readonly _tag: 'ArtifactStoreUnavailable'
  readonly reason: string
}

/** Why a file of an artifact was not read. */
export type ArtifactFailure =
  | ArtifactNotFound
  | ArtifactDenied
  | ArtifactUnreadable
  | FileNotFound
  | FileTooLarge
  | FileUnreadable
  | ArtifactStoreUnavailable

/** Whether the same request may well succeed a little later. */
export const isTransient = (failure: ArtifactFailure): failure is ArtifactStoreUnavailable => failure._tag === 'ArtifactStoreUnavailable'
