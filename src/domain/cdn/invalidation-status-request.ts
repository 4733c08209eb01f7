import type { InvalidationRequest } from '../plan/invalidation-request.ts'

/** A look at the status of an invalidation. */
export interface InvalidationStatusRequest extends Pick<InvalidationRequest, 'distributionId' | 'role' | 'account'> {
  readonly invalidationId: string
}
