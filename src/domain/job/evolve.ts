import * as RA from 'fp-ts/lib/ReadonlyArray.js'
import { passes } from '../failures/cdn-failure.ts'
import type { ReportFailure } from '../failures/report-failure.ts'
import type { Happening } from './happening.ts'
import type { Moment } from './moment.ts'
import { backoff } from './patience.ts'
import type { Due, Progress, Report, Submission } from './progress.ts'

const later = <F>(attempts: number, failure: F, { now, random }: Moment): Due<F> => ({
  _tag: 'Due',
  attempts: attempts + 1,
  notBefore: now + backoff(attempts + 1, random),
  lastFailure: failure,
})

const attemptsOf = (due: Submission | Report | undefined): number => (due?._tag === 'Due' ? due.attempts : 0)

const submission = (progress: Progress, index: number, next: Submission): Progress => ({
  ...progress,
  submissions: RA.unsafeUpdateAt(index, next, progress.submissions),
})

const afterReportFailure = (report: Report, failure: ReportFailure, moment: Moment): Report => {
  switch (failure._tag) {
    case 'JobAlreadySettled':
      return { _tag: 'Settled' }
    case 'ReporterUnavailable':
      return later(attemptsOf(report), failure, moment)
    case 'JobUnknown':
    case 'ReportDenied':
    case 'ReportInvalid':
      return { _tag: 'GivenUp', failure }
  }
}

/** The progress after something happened. */
export const evolve = (progress: Progress, happening: Happening, moment: Moment): Progress => {
  switch (happening._tag) {
    case 'Created':
      return submission(progress, happening.index, { _tag: 'Created', invalidation: happening.invalidation })
    case 'NotCreated':
      return submission(
        progress,
        happening.index,
        passes(happening.failure)
          ? later(attemptsOf(progress.submissions[happening.index]), happening.failure, moment)
          : { _tag: 'Refused', failure: happening.failure },
      )
    case 'Paused':
      return progress
    case 'Reported':
      return { ...progress, report: { _tag: 'Settled' } }
    case 'NotReported':
      return { ...progress, report: afterReportFailure(progress.report, happening.failure, moment) }
  }
}
