import type { ReadonlyNonEmptyArray } from 'fp-ts/lib/ReadonlyNonEmptyArray.js'
import { digestOf } from '../codec/digest.ts'
import type { Item } from '../items/item.ts'
import type { Account } from '../parameters/account.ts'
import type { Role } from '../parameters/job-spec.ts'

/** One request to the CDN. */
export interface InvalidationRequest {
  readonly distributionId: string
  readonly items: ReadonlyNonEmptyArray<Item>
  /** The same reference with the same items names the same invalidation, however often it is sent. */
  readonly reference: string
  readonly role: Role | undefined
  /** The account whose distribution it is, where that is known; messages name it. */
  readonly account: Account | undefined
}

/**
 * Derived from the job and from what is asked, and from nothing else: a repeated run sends the same reference and gets
 * the same invalidation, while two different requests never share one. No item holds a line break. The salt is 0 but for
 * a reference that turned out to be taken by somebody else's request.
 */
export const callerReference = (jobId: string, distributionId: string, items: ReadonlyArray<Item>, salt = 0): string => {
  const digest = digestOf([distributionId, ...items])
  return salt === 0 ? `${jobId}-${digest}` : `${jobId}-${digest}-${salt}`
}
