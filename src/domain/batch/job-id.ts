import { digestOf } from '../codec/digest.ts'
import type { ObjectChange, Origin } from './origin.ts'

/** A change, and the message that reports it. */
export interface ReportedChange {
  readonly messageId: string
  readonly change: ObjectChange
}

/**
 * A deterministic id for the job of an origin's changes. The same changes in any order, duplicated or redelivered, have the same id
 * and hence the same invalidation. Another change of an object has another id. A change without a version is identified by its message,
 * so that it is not mistaken for one that is already invalidated. Versions are compared only for equality.
 */
export const jobIdOf = (origin: Origin, reported: ReadonlyArray<ReportedChange>): string => {
  const changes = new Set(
    reported.map(({ messageId, change: { bucket, key, version } }) => JSON.stringify([bucket, key, version ?? { messageId }])),
  )
  return digestOf([origin.fingerprint, ...[...changes].sort()])
}
