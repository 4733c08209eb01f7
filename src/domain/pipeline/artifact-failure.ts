import type { ArtifactLocation } from './artifact.ts'

/** The artifact does not exist; it may have expired. */
interface ArtifactNotFound {
  readonly _tag: 'ArtifactNotFound'
  readonly location: ArtifactLocation
}

/** The caller lacks this permission on this resource. */
interface ArtifactDenied {
  readonly _tag: 'ArtifactDenied'
  readonly permission: string
  readonly resource: string
  /** What to do about it. */
  readonly hint: string
}

/** The store did not authenticate the caller: its clock differs, or its credentials have expired. Retried once. */
interface ArtifactUnauthenticated {
  readonly _tag: 'ArtifactUnauthenticated'
  readonly code: string
  /** What to do about it. */
  readonly hint: string
}

/** The artifact is not a readable ZIP file: another format, truncated, or damaged. */
interface ArtifactUnreadable {
  readonly _tag: 'ArtifactUnreadable'
  readonly location: ArtifactLocation
  readonly reason: string
}

/** The artifact has more entries, or longer names, than fit into memory. */
interface ArtifactTooLarge {
  readonly _tag: 'ArtifactTooLarge'
}

/** The artifact does not contain the file. */
interface FileNotFound {
  readonly _tag: 'FileNotFound'
  /** The most similar path in the artifact; `undefined` if it is empty. */
  readonly nearest: string | undefined
}

/** The file is larger than the limit. */
interface FileTooLarge {
  readonly _tag: 'FileTooLarge'
  readonly bytes: number
}

/** The file is encrypted, damaged, or compressed with an unsupported method. */
interface FileUnreadable {
  readonly _tag: 'FileUnreadable'
  readonly reason: string
}

/** Throttling, a fault, or no response. Transient. */
interface ArtifactStoreUnavailable {
  readonly _tag: 'ArtifactStoreUnavailable'
  readonly reason: string
}

/** Why an artifact, or a file in it, was not read. */
export type ArtifactFailure =
  | ArtifactNotFound
  | ArtifactDenied
  | ArtifactUnauthenticated
  | ArtifactUnreadable
  | ArtifactTooLarge
  | FileNotFound
  | FileTooLarge
  | FileUnreadable
  | ArtifactStoreUnavailable

/** Whether a retry may succeed, however often the artifact could not be read before. */
export const isTransient = (failure: ArtifactFailure): failure is ArtifactStoreUnavailable => failure._tag === 'ArtifactStoreUnavailable'
