import type { ReadonlyNonEmptyArray } from 'fp-ts/lib/ReadonlyNonEmptyArray.js'
import type { Credentials } from '../cdn/credentials.ts'
import type { SiteRules } from '../site/rules.ts'

/** A bucket, or a folder in it, that targets serve: which files, and under which paths. */
export interface Origin extends SiteRules {
  /** Identifies the configuration. Job ids are derived from it. */
  readonly fingerprint: string
  readonly bucket: string
  readonly targetIds: ReadonlyNonEmptyArray<string>
  /** The host whose paths are invalidated, if the CDN needs one. */
  readonly host: string | undefined
  /** Paths per batch and target, at most; more are merged. */
  readonly maxPaths: number
  /** The identity for calls to the CDN; `undefined` for the program's own. */
  readonly credentials: Credentials | undefined
}

/** A change of an object, which a CDN may still have in an earlier version. */
export interface ObjectChange {
  readonly bucket: string
  /** Decoded. */
  readonly key: string
  /** Unique among the changes of the object; `undefined` if unknown. */
  readonly version: string | undefined
}
