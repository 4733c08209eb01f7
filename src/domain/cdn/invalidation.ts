import type { ReadonlyNonEmptyArray } from 'fp-ts/lib/ReadonlyNonEmptyArray.js'
import type { Item } from '../items/item.ts'
import type { JobCredentials } from './credentials.ts'

/** One request to the CDN. */
export interface InvalidationRequest {
  readonly targetId: string
  /** The host of the paths, if the CDN needs one. Tags may have none. */
  readonly host: string | undefined
  readonly items: ReadonlyNonEmptyArray<Item>
  /** An idempotency key: repeated with the same items, it identifies the same invalidation. */
  readonly reference: string
  readonly credentials: JobCredentials | undefined
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
