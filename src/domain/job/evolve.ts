import { pipe } from 'fp-ts/lib/function.js'
import * as RA from 'fp-ts/lib/ReadonlyArray.js'
import type { Answer } from '../answer/answer.ts'
import { type CdnFailure, passes } from '../failures/cdn-failure.ts'
import type { ReportFailure } from '../failures/report-failure.ts'
import type { Item } from '../items/item.ts'
import type { InvalidationRequest } from '../plan/invalidation-request.ts'
import { behind } from '../plan/next-request.ts'
import type { Happening } from './happening.ts'
import type { Moment } from './moment.ts'
import { checkPause } from './patience.ts'
import {
  type DistributionProgress,
  type Due,
  type Invalidation,
  type Progress,
  type Report,
  type Sizing,
  untried,
  type Watched,
} from './progress.ts'
import { later } from './retry.ts'

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

const afterCreation = (
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

const afterRefusal = (
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

const nextCheck = ({ check }: Watched, lastFailure: CdnFailure | undefined, { now, random }: Moment): Due<CdnFailure> => {
  const attempts = check._tag === 'Due' ? check.attempts + 1 : 1
  return { _tag: 'Due', attempts, triedAt: now, notBefore: now + checkPause(attempts, random), lastFailure }
}

const afterCheck = (before: DistributionProgress, id: string, check: (watched: Watched) => Watched['check']): DistributionProgress => ({
  ...before,
  watched: before.watched.map(watched => (watched.id === id ? { id, check: check(watched) } : watched)),
})

const afterCompletion = (before: DistributionProgress, id: string): DistributionProgress => ({
  ...before,
  completed: before.completed + 1,
  watched: before.watched.filter(watched => watched.id !== id),
})

const afterReportFailure = (report: Report, answer: Answer, failure: ReportFailure, moment: Moment): Report => {
  switch (failure._tag) {
    case 'JobAlreadySettled':
      return { _tag: 'Settled', answer }
    case 'ReporterUnavailable': {
      const { attempts, notBefore } = later(report._tag === 'Retry' ? report.attempts : 0, failure, moment)
      return { _tag: 'Retry', answer, failure, attempts, notBefore }
    }
    case 'JobUnknown':
    case 'ReportDenied':
    case 'ReportInvalid':
      return { _tag: 'GivenUp', failure }
  }
}

const distribution = (progress: Progress, index: number, change: (before: DistributionProgress) => DistributionProgress): Progress => ({
  ...progress,
  distributions: pipe(
    progress.distributions,
    RA.mapWithIndex((i, before) => (i === index ? change(before) : before)),
  ),
})

/** The progress after something happened. */
export const evolve = (progress: Progress, happening: Happening, moment: Moment): Progress => {
  switch (happening._tag) {
    case 'Created': {
      const { request, invalidation } = happening
      return distribution(progress, happening.distribution, before => afterCreation(before, request, invalidation, moment))
    }
    case 'NotCreated': {
      const { request, failure } = happening
      return distribution(progress, happening.distribution, before => afterRefusal(before, request, failure, moment))
    }
    case 'Checked': {
      const { invalidationId } = happening.request
      return distribution(progress, happening.distribution, before =>
        happening.status === 'Completed'
          ? afterCompletion(before, invalidationId)
          : afterCheck(before, invalidationId, watched => nextCheck(watched, undefined, moment)),
      )
    }
    case 'NotChecked': {
      const { request, failure } = happening
      return distribution(progress, happening.distribution, before =>
        afterCheck(before, request.invalidationId, watched =>
          passes(failure) ? nextCheck(watched, failure, moment) : { _tag: 'Refused', failure },
        ),
      )
    }
    case 'Paused':
      return progress
    case 'Reported':
      return { ...progress, report: { _tag: 'Settled', answer: happening.answer } }
    case 'NotReported':
      return { ...progress, report: afterReportFailure(progress.report, happening.answer, happening.failure, moment) }
  }
}
