import * as E from 'fp-ts/lib/Either.js'
import type { CdnFailure } from '../../domain/failures/cdn-failure.ts'
import type { Invalidation } from '../../domain/job/progress.ts'
import type { Capabilities } from '../../domain/plan/capabilities.ts'
import type { InvalidationRequest } from '../../domain/plan/invalidation-request.ts'
import type { CdnInvalidator } from '../../ports/cdn-invalidator.ts'
import type { MemoryClock } from './clock.ts'
import { type Unreliable, unreliable } from './misbehaviour.ts'

interface Created {
  readonly request: InvalidationRequest
  readonly invalidation: Invalidation
}

/** A CDN that only remembers, with a look inside. Its references work as CloudFront's do. */
export interface MemoryCdn extends CdnInvalidator, Pick<Unreliable<CdnFailure>, 'calls' | 'misbehave'> {
  readonly created: () => ReadonlyArray<Created>
}

const generous: Capabilities = {
  name: 'The fake CDN',
  itemsPerRequest: 3_000,
  wildcardsPerRequest: 15,
  tags: true,
  observesCompletion: true,
  listPricePerItem: 5,
}

const sameItems = (one: InvalidationRequest, other: InvalidationRequest): boolean =>
  one.distributionId === other.distributionId && one.items.join('\n') === other.items.join('\n')

/** `distributionIds` are those that exist. */
export const memoryCdn = (
  clock: MemoryClock,
  distributionIds: ReadonlyArray<string>,
  capabilities: Partial<Capabilities> = {},
): MemoryCdn => {
  const created = new Map<string, Created>()
  const { call, calls, misbehave } = unreliable<CdnFailure>(clock, reason => ({ _tag: 'NoAnswer', reason }))

  const create = (request: InvalidationRequest): E.Either<CdnFailure, Invalidation> => {
    if (!distributionIds.includes(request.distributionId)) return E.left({ _tag: 'DistributionNotFound' })
    const known = created.get(request.reference)
    if (known) return sameItems(known.request, request) ? E.right(known.invalidation) : E.left({ _tag: 'ReferenceTaken' })
    const invalidation: Invalidation = { id: `I${created.size + 1}`, status: 'InProgress' }
    created.set(request.reference, { request, invalidation })
    return E.right(invalidation)
  }

  return {
    capabilities: { ...generous, ...capabilities },
    invalidate: (request, within) => call(within, () => create(request)),
    created: () => [...created.values()],
    calls,
    misbehave,
  }
}
