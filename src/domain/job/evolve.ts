import { pipe } from 'fp-ts/lib/function.js'
import * as RA from 'fp-ts/lib/ReadonlyArray.js'
import { type CdnFailure, passes } from '../cdn/cdn-failure.ts'
import type { Answer } from './answer.ts'
import { afterCreation, afterRefusal } from './evolve-submission.ts'
import type { Happening } from './happening.ts'
import type { Moment } from './moment.ts'
import { checkPause, later } from './patience.ts'
import type { DistributionProgress, Due, Progress, Report, Watched } from './progress.ts'
import type { ReportFailure } from './report-failure.ts'

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
