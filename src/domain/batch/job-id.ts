import { digestOf } from '../codec/digest.ts'
import type { ObjectChange, Origin } from './origin.ts'

/** A change, and the message that reports it. */
export interface ReportedChange {
  readonly messageId: string
  readonly change: ObjectChange
}

/**
 * Deterministic id of the job for an origin's changes: the same changes in any order, duplicated or redelivered, give the same id and
 * hence the same invalidation. Another change of one of the objects gives another id. So does a change without a version that another
 * message reports: it must not look like one that is invalidated already. Versions are compared for equality only.
 */
export const jobIdOf = (origin: Origin, reported: ReadonlyArray<ReportedChange>): string => {
  const changes = new Set(
    reported.map(({ messageId, change: { bucket, key, version } }) => JSON.stringify([bucket, key, version ?? { messageId }])),
  )
  return digestOf([origin.fingerprint, ...[...changes].sort()])
}
