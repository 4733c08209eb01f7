import type { ReadonlyNonEmptyArray } from 'fp-ts/lib/ReadonlyNonEmptyArray.js'
import type { Role } from '../cdn/caller.ts'
import type { SiteRules } from '../site/rules.ts'

/** A bucket, or a folder of it, as the origin of distributions: what of it they serve, and under which paths. */
export interface Origin extends SiteRules {
  /** Differs for origins that are configured otherwise. */
  readonly fingerprint: string
  readonly bucket: string
  readonly targetIds: ReadonlyNonEmptyArray<string>
  /** Paths of one batch on each of the distributions, at most; more are merged. */
  readonly maxPaths: number
  /** The role that may invalidate, where it is not the function's own. */
  readonly role: Role | undefined
}

/** An object that is no longer what a CDN may have of it. */
export interface ObjectChange {
  readonly bucket: string
  /** As it is, not encoded in any way. */
  readonly key: string
  /**
   * Another one for each change of the same object; `undefined` where there is none.
   * https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
   */
  readonly version: string | undefined
}
