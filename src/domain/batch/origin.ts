import type { ReadonlyNonEmptyArray } from 'fp-ts/lib/ReadonlyNonEmptyArray.js'
import type { Credentials } from '../cdn/credentials.ts'
import type { SiteRules } from '../site/rules.ts'

/** A bucket, or a folder of it, as the origin of targets: what of it they serve, and under which paths. */
export interface Origin extends SiteRules {
  /** Differs for origins that are configured otherwise. */
  readonly fingerprint: string
  readonly bucket: string
  readonly targetIds: ReadonlyNonEmptyArray<string>
  /** The host whose paths are invalidated, where the CDN needs one. */
  readonly host: string | undefined
  /** Paths of one batch on each of the targets, at most; more are merged. */
  readonly maxPaths: number
  /** Whom the CDN is called as; `undefined` for the program itself. */
  readonly credentials: Credentials | undefined
}

/** An object of which a CDN may still have an earlier state. */
export interface ObjectChange {
  readonly bucket: string
  /** Not encoded in any way. */
  readonly key: string
  /** Differs for each change of the same object; `undefined` if it is not known. */
  readonly version: string | undefined
}
