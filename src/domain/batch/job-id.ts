import { digestOf } from '../codec/digest.ts'
import type { ObjectChange, Origin } from './origin.ts'

/** A change, and the message that tells of it. */
export interface ReportedChange {
  readonly messageId: string
  readonly change: ObjectChange
}

/**
 * The id of the job that an origin gets of these changes. It stands for which changes of which objects they are: the same
 * ones, told in another order, or more than once, or by other messages, give the same id, and so the same invalidation at
 * the CDN. One more change of one of the objects gives another, and so does a change that has no sequencer and is told by
 * another message: for the CDN must not take it for one that it has invalidated. Which of two sequencers is the later one
 * does not matter here: AWS has documented two rules for that, and by the wrong one a change would be taken for an earlier.
 */
export const jobIdOf = (origin: Origin, told: ReadonlyArray<ReportedChange>): string => {
  const changes = new Set(
    told.map(({ messageId, change: { bucket, key, version } }) => JSON.stringify([bucket, key, version ?? { messageId }])),
  )
  return digestOf([origin.fingerprint, ...[...changes].sort()])
}
