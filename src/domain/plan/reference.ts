import { digestOf } from '../codec/digest.ts'
import type { Item } from '../items/item.ts'

/**
 * Derived from the job and from what is asked, and from nothing else: a repeated run sends the same reference and gets
 * the same invalidation, while two different requests never share one. No item holds a line break. The salt is 0 but for
 * a reference that turned out to be taken by somebody else's request.
 */
export const callerReference = (jobId: string, targetId: string, items: ReadonlyArray<Item>, referenceAttempt = 0): string => {
  const digest = digestOf([targetId, ...items])
  return referenceAttempt === 0 ? `${jobId}-${digest}` : `${jobId}-${digest}-${referenceAttempt}`
}
