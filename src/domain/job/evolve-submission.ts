import { type CdnFailure, isRetryable, isTransient } from '../cdn/cdn-failure.ts'
import type { Invalidation, InvalidationRequest } from '../cdn/invalidation.ts'
import type { Item } from '../items/item.ts'
import { advance } from '../plan/next-request.ts'
import type { DecisionContext } from './context.ts'
import { type AdaptiveBatch, type Due, type TargetProgress, untried } from './progress.ts'
import { checkPause, retryLater } from './timing.ts'

/** New references to try when one is taken. More collisions than this would have another cause. */
const maxReferenceAttempts = 3

const advancedPast = (before: TargetProgress, items: ReadonlyArray<Item>): TargetProgress => ({
  ...before,
  position: advance(before.position, items),
  referenceAttempt: 0,
  submission: untried,
  adaptive: before.adaptive && { ...before.adaptive, maxItems: 2 * before.adaptive.maxItems },
})

const dueOf = ({ submission }: TargetProgress): Due<CdnFailure> => (submission._tag === 'Due' ? submission : untried)

/** The progress of a target after an invalidation was created. */
export const afterCreation = (
  before: TargetProgress,
  { items }: InvalidationRequest,
  { id, status }: Invalidation,
  { now, random }: DecisionContext,
): TargetProgress => ({
  ...advancedPast(before, items),
  created: before.created + 1,
  completed: before.completed + (status === 'Completed' ? 1 : 0),
  pending:
    status === 'Completed' ? before.pending : [...before.pending, { id, check: { ...untried, notBefore: now + checkPause(0, random) } }],
  ids: [...before.ids, id],
})

/** Whether the CDN may accept a request with fewer items. */
const fewerItemsMayHelp = ({ _tag }: CdnFailure): boolean =>
  _tag === 'ItemsRejected' || _tag === 'RequestTooLarge' || _tag === 'TooManyInProgress'

const withHalvedBatch = (before: TargetProgress, adaptive: AdaptiveBatch, items: ReadonlyArray<Item>): TargetProgress => ({
  ...before,
  submission: untried,
  adaptive: { ...adaptive, maxItems: Math.ceil(items.length / 2) },
})

const withExcluded = (before: TargetProgress, items: ReadonlyArray<Item>): TargetProgress => {
  const after = advancedPast(before, items)
  return { ...after, adaptive: after.adaptive && { ...after.adaptive, excluded: [...after.adaptive.excluded, ...items] } }
}

/** The progress of a target after a request was rejected, or had no response. */
export const afterRejection = (
  before: TargetProgress,
  { items }: InvalidationRequest,
  failure: CdnFailure,
  context: DecisionContext,
): TargetProgress => {
  const { adaptive, referenceAttempt } = before
  const { attempts, lastFailure } = dueOf(before)
  if (failure._tag === 'ReferenceTaken' && referenceAttempt < maxReferenceAttempts)
    return { ...before, referenceAttempt: referenceAttempt + 1 }
  if (adaptive && fewerItemsMayHelp(failure) && items.length > 1) {
    const halved = withHalvedBatch(before, adaptive, items)
    return isTransient(failure) ? { ...halved, submission: retryLater(attempts, failure, context) } : halved
  }
  if (adaptive && failure._tag === 'ItemsRejected') return withExcluded(before, items)
  if (failure._tag === 'RequestTooLarge' && items.length > 1) return { ...before, submission: { _tag: 'TooLarge' } }
  return {
    ...before,
    submission: isRetryable(failure, lastFailure) ? retryLater(attempts, failure, context) : { _tag: 'Rejected', failure },
  }
}
