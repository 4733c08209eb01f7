import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { ReadonlyNonEmptyArray } from 'fp-ts/lib/ReadonlyNonEmptyArray.js'
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

/** Hexadecimal digits of the digest that tell the requests of one job apart. */
const digestLength = 32

/**
 * Derived from the job and from what is asked, and from nothing else: a repeated run sends the same reference and gets
 * the same invalidation, while two different requests never share one. No item holds a line break.
 */
export const callerReference = (jobId: string, distributionId: string, items: ReadonlyArray<Item>): string => {
  const digest = sha256(utf8ToBytes([distributionId, ...items].join('\n')))
  return `${jobId}-${bytesToHex(digest).slice(0, digestLength)}`
}
