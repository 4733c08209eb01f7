import * as E from 'fp-ts/lib/Either.js'
import type { Capabilities } from '../../domain/cdn/capabilities.ts'
import type { CdnFailure } from '../../domain/cdn/cdn-failure.ts'
import type { Invalidation, InvalidationRequest, InvalidationStatusRequest } from '../../domain/cdn/invalidation.ts'
import type { Instant } from '../../domain/job/context.ts'
import type { CdnInvalidator } from '../../ports/cdn-invalidator.ts'
import type { MemoryClock } from './clock.ts'
import { type Unreliable, unreliable } from './misbehaviour.ts'

/** An invalidation as the fake keeps it. */
interface Created {
  readonly request: InvalidationRequest
  readonly invalidation: Invalidation
  readonly at: Instant
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
  one.targetId === other.targetId && one.items.join('\n') === other.items.join('\n')

/** How a fake CDN differs from a plain one. */
export interface MemoryCdnOptions {
  readonly capabilities?: Partial<Capabilities>
  /** Milliseconds until an invalidation is complete. */
  readonly completesAfter?: number
  /** A rule of its own, declared or not: why it refuses a request, given what it has created before. */
  readonly refuses?: (request: InvalidationRequest, created: ReadonlyArray<Created>) => CdnFailure | undefined
}

/** `distributionIds` are those that exist. */
export const memoryCdn = (
  clock: MemoryClock,
  targetIds: ReadonlyArray<string>,
  { capabilities = {}, completesAfter = 10_000, refuses = () => undefined }: MemoryCdnOptions = {},
): MemoryCdn => {
  const created = new Map<string, Created>()
  const { call, calls, misbehave } = unreliable<CdnFailure>(clock, reason => ({ _tag: 'NoAnswer', reason }))

  const create = (request: InvalidationRequest): E.Either<CdnFailure, Invalidation> => {
    if (!targetIds.includes(request.targetId)) return E.left({ _tag: 'TargetNotFound' })
    const known = created.get(request.reference)
    if (known) return sameItems(known.request, request) ? E.right(known.invalidation) : E.left({ _tag: 'ReferenceTaken' })
    const refusal = refuses(request, [...created.values()])
    if (refusal) return E.left(refusal)
    const invalidation: Invalidation = { id: `I${created.size + 1}`, status: 'InProgress' }
    created.set(request.reference, { request, invalidation, at: clock.now() })
    return E.right(invalidation)
  }

  const statusOf = ({ targetId, invalidationId }: InvalidationStatusRequest): E.Either<CdnFailure, Invalidation['status']> => {
    if (!targetIds.includes(targetId)) return E.left({ _tag: 'TargetNotFound' })
    const known = [...created.values()].find(
      ({ request, invalidation }) => request.targetId === targetId && invalidation.id === invalidationId,
    )
    if (known === undefined) return E.left({ _tag: 'InvalidationNotFound' })
    return E.right(clock.now() >= known.at + completesAfter ? 'Completed' : 'InProgress')
  }

  return {
    capabilities: { ...generous, ...capabilities },
    invalidate: (request, within) => call(within, () => create(request)),
    statusOf: (request, within) => call(within, () => statusOf(request)),
    created: () => [...created.values()],
    calls,
    misbehave,
  }
}
