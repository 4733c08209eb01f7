import type { ReadonlyNonEmptyArray } from 'fp-ts/lib/ReadonlyNonEmptyArray.js'
import type { Item } from '../items/item.ts'
import type { Account, Role } from './caller.ts'

/** One request to the CDN. */
export interface InvalidationRequest {
  readonly targetId: string
  readonly items: ReadonlyNonEmptyArray<Item>
  /** The same reference with the same items names the same invalidation, however often it is sent. */
  readonly reference: string
  readonly role: Role | undefined
  /** The account whose distribution it is, where that is known; messages name it. */
  readonly account: Account | undefined
}

/** A look at the status of an invalidation. */
export interface InvalidationStatusRequest extends Pick<InvalidationRequest, 'targetId' | 'role' | 'account'> {
  readonly invalidationId: string
}

/** An invalidation that exists at the CDN. */
export interface Invalidation {
  readonly id: string
  readonly status: 'InProgress' | 'Completed'
}
