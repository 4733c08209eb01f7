import * as E from 'fp-ts/lib/Either.js'
import type { CdnCapabilities } from '../../domain/cdn/capabilities.ts'
import type { CdnFailure } from '../../domain/cdn/cdn-failure.ts'
import type { Invalidation, InvalidationRequest, InvalidationStatusRequest } from '../../domain/cdn/invalidation.ts'
import type { Instant } from '../../domain/job/context.ts'
import type { CdnInvalidator } from '../../ports/cdn-invalidator.ts'
import { fakeCdnCapabilities } from './capabilities.ts'
import type { MemoryClock } from './clock.ts'
import { type Unreliable, unreliable } from './misbehaviour.ts'
import { rejectionOf } from './request-rules.ts'

/** An invalidation as the fake keeps it. */
export interface CreatedInvalidation {
  readonly request: InvalidationRequest
  readonly invalidation: Invalidation
  readonly at: Instant
}

/** A CDN that only remembers, with a look inside. */
export interface MemoryCdn extends CdnInvalidator, Pick<Unreliable<CdnFailure>, 'calls' | 'misbehave'> {
  readonly created: () => ReadonlyArray<CreatedInvalidation>
}

const notFound: CdnFailure = { _tag: 'TargetNotFound', where: 'in memory', hint: 'Use a target that the fake was made with.' }

const sameItems = (one: InvalidationRequest, other: InvalidationRequest): boolean =>
  one.targetId === other.targetId && one.items.join('\n') === other.items.join('\n')

/** How a fake CDN differs from a plain one. */
export interface MemoryCdnOptions {
  readonly capabilities?: Partial<CdnCapabilities>
  /** Milliseconds until an invalidation is complete. */
  readonly completesAfter?: number
  /** The response to a repeated request: the same invalidation (the default), or only that it was created before. */
  readonly resend?: 'same' | 'refused'
  /** Milliseconds for which the status of a new invalidation is not found. */
  readonly notFoundFor?: number
  /** A rule of its own that it does not declare: why it rejects a request, given what it has created before. */
  readonly rejects?: (request: InvalidationRequest, created: ReadonlyArray<CreatedInvalidation>) => CdnFailure | undefined
}

/**
 * A CDN in memory that holds its callers to its capabilities: it rejects a request that breaks what it declares. Without
 * `idempotentByReference` a repeated request creates another invalidation. Without `completion` a check of the status or a search is a
 * defect of the caller, and throws. `targetIds` are those that exist.
 */
export const memoryCdn = (
  clock: MemoryClock,
  targetIds: ReadonlyArray<string>,
  {
    capabilities: declared = {},
    completesAfter = 10_000,
    resend = 'same',
    notFoundFor = 0,
    rejects = () => undefined,
  }: MemoryCdnOptions = {},
): MemoryCdn => {
  const capabilities: CdnCapabilities = { ...fakeCdnCapabilities, ...declared }
  const created: CreatedInvalidation[] = []
  const { call, calls, misbehave } = unreliable<CdnFailure>(clock, reason => ({ _tag: 'NoAnswer', reason }))

  const known = ({ reference }: InvalidationRequest): CreatedInvalidation | undefined =>
    capabilities.idempotentByReference ? created.find(({ request }) => request.reference === reference) : undefined

  const statusAt = ({ at }: CreatedInvalidation): Invalidation['status'] =>
    clock.now() >= at + completesAfter ? 'Completed' : 'InProgress'

  const create = (request: InvalidationRequest): E.Either<CdnFailure, Invalidation> => {
    if (!targetIds.includes(request.targetId)) return E.left(notFound)
    const before = known(request)
    if (before)
      return resend === 'same' && sameItems(before.request, request) ? E.right(before.invalidation) : E.left({ _tag: 'AlreadyCreated' })
    const rejection = rejectionOf(request, capabilities) ?? rejects(request, created)
    if (rejection) return E.left(rejection)
    const invalidation: Invalidation = { id: `I${created.length + 1}`, status: completesAfter === 0 ? 'Completed' : 'InProgress' }
    created.push({ request, invalidation, at: clock.now() })
    return E.right(invalidation)
  }

  const withoutCompletion = () => new Error(`${capabilities.name} does not report completion, so it has no status`)

  const find = (request: InvalidationRequest): E.Either<CdnFailure, Invalidation | undefined> => {
    if (capabilities.completion === undefined) throw withoutCompletion()
    if (!targetIds.includes(request.targetId)) return E.left(notFound)
    const found = created.find(before => before.request.targetId === request.targetId && before.request.reference === request.reference)
    return E.right(found && { ...found.invalidation, status: statusAt(found) })
  }

  const statusOf = ({ targetId, invalidationId }: InvalidationStatusRequest): E.Either<CdnFailure, Invalidation['status']> => {
    if (capabilities.completion === undefined) throw withoutCompletion()
    if (!targetIds.includes(targetId)) return E.left(notFound)
    const found = created.find(({ request, invalidation }) => request.targetId === targetId && invalidation.id === invalidationId)
    if (found === undefined || clock.now() < found.at + notFoundFor) return E.left({ _tag: 'InvalidationNotFound' })
    return E.right(statusAt(found))
  }

  return {
    capabilities,
    invalidate: (request, within) => call(within, () => create(request)),
    find: (request, within) => call(within, () => find(request)),
    statusOf: (request, within) => call(within, () => statusOf(request)),
    created: () => [...created],
    calls,
    misbehave,
  }
}
