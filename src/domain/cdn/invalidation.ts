import type { ReadonlyNonEmptyArray } from 'fp-ts/lib/ReadonlyNonEmptyArray.js'
import type { Item } from '../items/item.ts'
import type { Credentials } from './credentials.ts'

/** One request to the CDN. */
export interface InvalidationRequest {
  readonly targetId: string
  /** The host whose paths these are, where the CDN needs one. */
  readonly host: string | undefined
  readonly items: ReadonlyNonEmptyArray<Item>
  /** The same reference with the same items names the same invalidation, however often it is sent. */
  readonly reference: string
  readonly credentials: Credentials | undefined
}

/** A check of the status of an invalidation. */
export interface InvalidationStatusRequest extends Pick<InvalidationRequest, 'targetId' | 'credentials'> {
  readonly invalidationId: string
}

/** An invalidation that exists at the CDN. */
export interface Invalidation {
  readonly id: string
  readonly status: 'InProgress' | 'Completed'
}
