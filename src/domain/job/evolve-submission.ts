import { type CdnFailure, passes } from '../cdn/cdn-failure.ts'
import type { Invalidation, InvalidationRequest } from '../cdn/invalidation.ts'
import type { Item } from '../items/item.ts'
import { behind } from '../plan/next-request.ts'
import type { Moment } from './moment.ts'
import { checkPause, later } from './patience.ts'
import { type DistributionProgress, type Sizing, untried } from './progress.ts'

/** Somebody else's reference is got out of the way of so often; more would mean that something else is wrong. */
const mostSalts = 3

/** The position moves on: past what was created, or past a single item that is left out. */
const movedOn = (before: DistributionProgress, items: ReadonlyArray<Item>): DistributionProgress => ({
  ...before,
  position: behind(before.position, items),
  salt: 0,
  next: untried,
  sizing: before.sizing && { ...before.sizing, most: 2 * before.sizing.most },
})

const attemptsOf = ({ next }: DistributionProgress): number => (next._tag === 'Due' ? next.attempts : 0)

/** A distribution after an invalidation was created. */
export const afterCreation = (
  before: DistributionProgress,
  { items }: InvalidationRequest,
  { id, status }: Invalidation,
  { now, random }: Moment,
): DistributionProgress => ({
  ...movedOn(before, items),
  created: before.created + 1,
  completed: before.completed + (status === 'Completed' ? 1 : 0),
  watched:
    status === 'Completed' ? before.watched : [...before.watched, { id, check: { ...untried, notBefore: now + checkPause(0, random) } }],
  ids: [...before.ids, id],
})

/** Whether a request with fewer items may be taken. */
const isForItsItems = ({ _tag }: CdnFailure): boolean =>
  _tag === 'ItemsRefused' || _tag === 'RequestTooLarge' || _tag === 'TooManyInProgress'

const smaller = (before: DistributionProgress, sizing: Sizing, items: ReadonlyArray<Item>): DistributionProgress => ({
  ...before,
  next: untried,
  sizing: { ...sizing, most: Math.ceil(items.length / 2) },
})

const leftOut = (before: DistributionProgress, items: ReadonlyArray<Item>): DistributionProgress => {
  const after = movedOn(before, items)
  return { ...after, sizing: after.sizing && { ...after.sizing, refused: [...after.sizing.refused, ...items] } }
}

/** A distribution after a request was refused, or got no answer. */
export const afterRefusal = (
  before: DistributionProgress,
  { items }: InvalidationRequest,
  failure: CdnFailure,
  moment: Moment,
): DistributionProgress => {
  const { sizing, salt } = before
  if (failure._tag === 'ReferenceTaken' && salt < mostSalts) return { ...before, salt: salt + 1 }
  if (sizing && isForItsItems(failure) && items.length > 1) {
    const halved = smaller(before, sizing, items)
    return passes(failure) ? { ...halved, next: later(attemptsOf(before), failure, moment) } : halved
  }
  if (sizing && failure._tag === 'ItemsRefused') return leftOut(before, items)
  if (failure._tag === 'RequestTooLarge' && items.length > 1) return { ...before, next: { _tag: 'TooLarge' } }
  return { ...before, next: passes(failure) ? later(attemptsOf(before), failure, moment) : { _tag: 'Refused', failure } }
}
