import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { Capabilities } from '../domain/cdn/capabilities.ts'
import type { CdnFailure } from '../domain/cdn/cdn-failure.ts'
import type { Invalidation, InvalidationRequest, InvalidationStatusRequest } from '../domain/cdn/invalidation.ts'

/** A CDN that can be told to forget files. */
export interface CdnInvalidator {
  readonly capabilities: Capabilities
  /**
   * Creates the invalidation, or finds the one that the same request created before. Ends within so many milliseconds,
   * if need be with `NoAnswer`; never retries by itself.
   */
  readonly invalidate: (request: InvalidationRequest, within: number) => TaskEither<CdnFailure, Invalidation>
  /** Looks at the status of an invalidation, under the same rules. Never asked where `observesCompletion` is false. */
  readonly statusOf: (request: InvalidationStatusRequest, within: number) => TaskEither<CdnFailure, Invalidation['status']>
}
