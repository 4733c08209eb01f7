import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { CdnCapabilities } from '../domain/cdn/capabilities.ts'
import type { CdnFailure } from '../domain/cdn/cdn-failure.ts'
import type { Invalidation, InvalidationRequest, InvalidationStatusRequest } from '../domain/cdn/invalidation.ts'

/** A CDN that can invalidate what it has cached. */
export interface CdnInvalidator {
  readonly capabilities: CdnCapabilities
  /**
   * Creates the invalidation; if the CDN is idempotent by reference, finds the one that the same request created before. Ends within
   * so many milliseconds, if need be with `NoAnswer`; never retries by itself.
   */
  readonly invalidate: (request: InvalidationRequest, within: number) => TaskEither<CdnFailure, Invalidation>
  /** Checks the status of an invalidation, under the same rules. Never called if the CDN does not report completion. */
  readonly statusOf: (request: InvalidationStatusRequest, within: number) => TaskEither<CdnFailure, Invalidation['status']>
}
