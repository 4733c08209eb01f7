import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { CdnCapabilities } from '../domain/cdn/capabilities.ts'
import type { CdnFailure } from '../domain/cdn/cdn-failure.ts'
import type { Invalidation, InvalidationRequest, InvalidationStatusRequest } from '../domain/cdn/invalidation.ts'

/** A CDN that can invalidate what it has cached. */
export interface CdnInvalidator {
  readonly capabilities: CdnCapabilities
  /**
   * Creates an invalidation. If the CDN is idempotent by reference, repeating a request returns the invalidation that it created
   * before, or fails with `AlreadyCreated`. Settles within `within` milliseconds, with `NoAnswer` on timeout. Never retries.
   */
  readonly invalidate: (request: InvalidationRequest, within: number) => TaskEither<CdnFailure, Invalidation>
  /**
   * Finds the invalidation that an earlier attempt at this request created; `undefined` if it is not found, for example because others
   * have been created since. Same timeout rules. Called only after `invalidate` failed with `AlreadyCreated`, and never if the CDN
   * does not report completion.
   */
  readonly find: (request: InvalidationRequest, within: number) => TaskEither<CdnFailure, Invalidation | undefined>
  /** Returns the status of an invalidation, with the same timeout rules. Never called if the CDN does not report completion. */
  readonly statusOf: (request: InvalidationStatusRequest, within: number) => TaskEither<CdnFailure, Invalidation['status']>
}
