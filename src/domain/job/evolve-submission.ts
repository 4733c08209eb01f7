import { type CdnFailure, isRetryable } from '../cdn/cdn-failure.ts'
import type { Invalidation, InvalidationRequest } from '../cdn/invalidation.ts'
import { type Item, prefixOf } from '../items/item.ts'
import { advance } from '../plan/next-request.ts'
import type { Plan } from '../plan/plan.ts'
import { itemAt, placeOf, widerThan } from '../plan/refused-item.ts'
import type { DecisionContext } from './context.ts'
import { type AdaptiveBatch, type Due, type Refusals, type TargetProgress, untried } from './progress.ts'
import { splitAfter, splitOnce } from './split.ts'
import { checkPause, retryLater } from './timing.ts'

/** Items of a target that are widened or excluded, at most. So many have another cause than their spelling. */
export const maxRefusals = 1_000

const advancedPast = (before: TargetProgress, items: ReadonlyArray<Item>): TargetProgress => ({
  ...before,
  position: advance(before.position, items),
  submission: untried,
  adaptive: before.adaptive && { maxItems: 2 * before.adaptive.maxItems },
  split: splitAfter(before.split, items.length),
  widening: undefined,
})

const withItem = ({ count, places }: Refusals, place: number): Refusals => ({ count: count + 1, places: [...places, place] })

/** The progress after a request was carried out. A wildcard that was widened to stands for the item that it covers. */
const carriedOut = (plan: Plan, before: TargetProgress, { items }: InvalidationRequest): TargetProgress =>
  before.widening === undefined
    ? advancedPast(before, items)
    : {
        ...advancedPast(before, [before.widening.item]),
        widened: withItem(before.widened, placeOf(plan, before.position, before.widening.item)),
      }

/** The progress of a target after an invalidation was created, or found. Items may be widened to the same wildcard, which counts once. */
export const afterCreation = (
  plan: Plan,
  before: TargetProgress,
  request: InvalidationRequest,
  { id, status }: Invalidation,
  { now, random }: DecisionContext,
): TargetProgress => {
  const after = carriedOut(plan, before, request)
  if (before.widening !== undefined && before.ids.includes(id)) return after
  return {
    ...after,
    created: before.created + 1,
    completed: before.completed + (status === 'Completed' ? 1 : 0),
    pending:
      status === 'Completed' ? before.pending : [...before.pending, { id, check: { ...untried, notBefore: now + checkPause(0, random) } }],
    ids: [...before.ids, id],
  }
}

const afterUnidentified = (
  plan: Plan,
  before: TargetProgress,
  request: InvalidationRequest,
  failure: CdnFailure | undefined,
): TargetProgress => ({
  ...carriedOut(plan, before, request),
  created: before.created + 1,
  unidentified: { count: before.unidentified.count + 1, failure },
})

/** An earlier attempt created the invalidation. Only a job that waits needs its id, and only for a CDN that reports completion. */
const afterRepetition = (plan: Plan, before: TargetProgress, request: InvalidationRequest): TargetProgress =>
  plan.spec.waitForCompletion
    ? { ...before, submission: { _tag: 'LookUp', lookUp: untried } }
    : afterUnidentified(plan, before, request, undefined)

/** The progress of a target after it was looked up which invalidation an earlier attempt created. */
export const afterLookUp = (
  plan: Plan,
  before: TargetProgress,
  request: InvalidationRequest,
  found: Invalidation | undefined,
  context: DecisionContext,
): TargetProgress =>
  found === undefined ? afterUnidentified(plan, before, request, undefined) : afterCreation(plan, before, request, found, context)

/** The progress of a target after a look-up failed. After the job's timeout it is not tried again. */
export const afterLookUpFailure = (
  plan: Plan,
  before: TargetProgress,
  request: InvalidationRequest,
  failure: CdnFailure,
  isLate: boolean,
  context: DecisionContext,
): TargetProgress => {
  const { attempts, lastFailure }: Due<CdnFailure> = before.submission._tag === 'LookUp' ? before.submission.lookUp : untried
  if (!isRetryable(failure, lastFailure) || isLate) return afterUnidentified(plan, before, request, failure)
  return { ...before, submission: { _tag: 'LookUp', lookUp: retryLater(attempts, failure, context) } }
}

type ItemsRejected = Extract<CdnFailure, { _tag: 'ItemsRejected' }>

const hasCovered = (plan: Plan, { widened }: TargetProgress, wildcard: Item): boolean =>
  widened.places
    .flatMap(place => itemAt(plan, place) ?? [])
    .flatMap(item => widerThan(plan, item) ?? [])
    .some(known => wildcard.startsWith(prefixOf(known)))

/** The progress after an item was rejected individually: its wildcard is next, unless it has none, was sent before, or is rejected, too. */
const afterRefusal = (plan: Plan, before: TargetProgress, item: Item, failure: ItemsRejected): TargetProgress => {
  if (before.widened.count + before.excluded.count >= maxRefusals) return { ...before, submission: { _tag: 'Rejected', failure } }
  const place = placeOf(plan, before.position, item)
  const to = before.widening === undefined ? widerThan(plan, item) : undefined
  if (to === undefined) return { ...advancedPast(before, [item]), excluded: withItem(before.excluded, place), refusal: failure.detail }
  return hasCovered(plan, before, to)
    ? { ...advancedPast(before, [item]), widened: withItem(before.widened, place) }
    : { ...before, submission: untried, widening: { item, to } }
}

const afterItemsRejected = (plan: Plan, before: TargetProgress, { items }: InvalidationRequest, failure: ItemsRejected): TargetProgress =>
  items.length > 1
    ? { ...before, submission: untried, split: splitOnce(before.split, items.length) }
    : afterRefusal(plan, before, before.widening?.item ?? items[0], failure)

const lastAttempt = ({ submission }: TargetProgress): Due<CdnFailure> => (submission._tag === 'Due' ? submission : untried)

const retriedOrRejected = (before: TargetProgress, failure: CdnFailure, context: DecisionContext): TargetProgress => {
  const { attempts, lastFailure } = lastAttempt(before)
  const askedSeconds = failure._tag === 'Throttled' ? failure.retryAfterSeconds : undefined
  return {
    ...before,
    submission: isRetryable(failure, lastFailure) ? retryLater(attempts, failure, context, askedSeconds) : { _tag: 'Rejected', failure },
  }
}

const halfOf = (items: ReadonlyArray<Item>): AdaptiveBatch => ({ maxItems: Math.ceil(items.length / 2) })

const afterTooLarge = (
  before: TargetProgress,
  { items }: InvalidationRequest,
  failure: CdnFailure,
  context: DecisionContext,
): TargetProgress => {
  if (items.length === 1) return retriedOrRejected(before, failure, context)
  return before.adaptive === undefined
    ? { ...before, submission: { _tag: 'TooLarge' } }
    : { ...before, submission: untried, adaptive: halfOf(items) }
}

const afterTooMany = (
  before: TargetProgress,
  { items }: InvalidationRequest,
  failure: CdnFailure,
  context: DecisionContext,
): TargetProgress => ({
  ...retriedOrRejected(before, failure, context),
  adaptive: before.adaptive && halfOf(items),
})

/** Throttling has to last for this many attempts before it is taken for a limit of the number of items. */
const throttlesPerHalving = 4

const afterThrottling = (
  before: TargetProgress,
  { items }: InvalidationRequest,
  failure: CdnFailure,
  context: DecisionContext,
): TargetProgress => {
  const mayBeOverQuota = (lastAttempt(before).attempts + 1) % throttlesPerHalving === 0
  return {
    ...retriedOrRejected(before, failure, context),
    adaptive: before.adaptive && mayBeOverQuota ? halfOf(items) : before.adaptive,
  }
}

/** The progress of a target after a request was rejected, or had no response. */
export const afterRejection = (
  plan: Plan,
  before: TargetProgress,
  request: InvalidationRequest,
  failure: CdnFailure,
  context: DecisionContext,
): TargetProgress => {
  switch (failure._tag) {
    case 'AlreadyCreated':
      return afterRepetition(plan, before, request)
    case 'ItemsRejected':
      return afterItemsRejected(plan, before, request, failure)
    case 'RequestTooLarge':
      return afterTooLarge(before, request, failure, context)
    case 'TooManyInProgress':
      return afterTooMany(before, request, failure, context)
    case 'Throttled':
      return afterThrottling(before, request, failure, context)
    case 'TargetNotFound':
    case 'InvalidationNotFound':
    case 'InvalidationDenied':
    case 'InvalidationUnauthenticated':
    case 'CredentialsDenied':
    case 'CredentialsUnavailable':
    case 'CdnUnavailable':
    case 'NoAnswer':
    case 'RequestRejected':
      return retriedOrRejected(before, failure, context)
  }
}
