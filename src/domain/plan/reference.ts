import { digestOf } from '../codec/digest.ts'
import type { Item } from '../items/item.ts'

/**
 * Derived only from the job and the request: a repeated run sends the same reference and gets the same invalidation, and different
 * requests have different references. `referenceAttempt` is 0 unless the reference was already taken.
 */
export const callerReference = (jobId: string, targetId: string, items: ReadonlyArray<Item>, referenceAttempt = 0): string => {
  const digest = digestOf([targetId, ...items])
  return referenceAttempt === 0 ? `${jobId}-${digest}` : `${jobId}-${digest}-${referenceAttempt}`
}
