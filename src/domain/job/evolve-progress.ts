import { pipe } from 'fp-ts/lib/function.js'
import * as RA from 'fp-ts/lib/ReadonlyArray.js'
import { type CdnFailure, isRetryable } from '../cdn/cdn-failure.ts'
import type { Answer } from './answer.ts'
import { lastResort } from './answers/last-resort.ts'
import type { DecisionContext } from './context.ts'
import type { StepResult } from './event.ts'
import { afterCreation, afterRejection } from './evolve-submission.ts'
import type { Delivery, Due, PendingInvalidation, Progress, TargetProgress } from './progress.ts'
import type { ReportFailure } from './report-failure.ts'
import { checkPause, retryLater } from './timing.ts'

const nextCheck = (
  { check }: PendingInvalidation,
  lastFailure: CdnFailure | undefined,
  { now, random }: DecisionContext,
): Due<CdnFailure> => {
  const attempts = check._tag === 'Due' ? check.attempts + 1 : 1
  return { _tag: 'Due', attempts, triedAt: now, notBefore: now + checkPause(attempts, random), lastFailure }
}

const afterCheck = (
  before: TargetProgress,
  id: string,
  check: (pending: PendingInvalidation) => PendingInvalidation['check'],
): TargetProgress => ({
  ...before,
  pending: before.pending.map(pending => (pending.id === id ? { id, check: check(pending) } : pending)),
})

const afterFailedCheck = (pending: PendingInvalidation, failure: CdnFailure, context: DecisionContext): PendingInvalidation['check'] =>
  isRetryable(failure, pending.check._tag === 'Due' ? pending.check.lastFailure : undefined)
    ? nextCheck(pending, failure, context)
    : { _tag: 'Rejected', failure }

const afterCompletion = (before: TargetProgress, id: string): TargetProgress => ({
  ...before,
  completed: before.completed + 1,
  pending: before.pending.filter(pending => pending.id !== id),
})

/** Whether the attempt before failed in the same way. */
const isRepeated = (report: Delivery, { _tag, code }: Extract<ReportFailure, { _tag: 'ReportUnauthenticated' }>): boolean =>
  report._tag === 'Retry' && report.failure._tag === _tag && report.failure.code === code

const reportAgain = (report: Delivery, answer: Answer, failure: ReportFailure, context: DecisionContext): Delivery => {
  const { attempts, notBefore } = retryLater(report._tag === 'Retry' ? report.attempts : 0, failure, context)
  return { _tag: 'Retry', answer, failure, attempts, notBefore }
}

const afterReportFailure = (report: Delivery, answer: Answer, failure: ReportFailure, context: DecisionContext): Delivery => {
  switch (failure._tag) {
    case 'JobAlreadySettled':
      return { _tag: 'Settled', answer }
    case 'ReporterUnavailable':
      return reportAgain(report, answer, failure, context)
    case 'ReportUnauthenticated':
      return isRepeated(report, failure) ? { _tag: 'GivenUp', failure } : reportAgain(report, answer, failure, context)
    case 'ReportInvalid':
      return answer.isLastResort
        ? { _tag: 'GivenUp', failure }
        : { _tag: 'Retry', answer: lastResort(answer, context.ci), failure, attempts: 0, notBefore: context.now }
    case 'JobUnknown':
    case 'ReportDenied':
      return { _tag: 'GivenUp', failure }
  }
}

const target = (progress: Progress, index: number, change: (before: TargetProgress) => TargetProgress): Progress => ({
  ...progress,
  targets: pipe(
    progress.targets,
    RA.mapWithIndex((i, before) => (i === index ? change(before) : before)),
  ),
})

/** The progress after the result of a step. */
export const evolveProgress = (progress: Progress, event: StepResult, context: DecisionContext): Progress => {
  switch (event._tag) {
    case 'InvalidationCreated': {
      const { request, invalidation } = event
      return target(progress, event.target, before => afterCreation(before, request, invalidation, context))
    }
    case 'InvalidationFailed': {
      const { request, failure } = event
      return target(progress, event.target, before => afterRejection(before, request, failure, context))
    }
    case 'StatusChecked': {
      const { invalidationId } = event.request
      return target(progress, event.target, before =>
        event.status === 'Completed'
          ? afterCompletion(before, invalidationId)
          : afterCheck(before, invalidationId, pending => nextCheck(pending, undefined, context)),
      )
    }
    case 'StatusCheckFailed': {
      const { request, failure } = event
      return target(progress, event.target, before =>
        afterCheck(before, request.invalidationId, pending => afterFailedCheck(pending, failure, context)),
      )
    }
    case 'Paused':
      return progress
    case 'Reported':
      return { ...progress, delivery: { _tag: 'Settled', answer: event.answer } }
    case 'ReportFailed':
      return { ...progress, delivery: afterReportFailure(progress.delivery, event.answer, event.failure, context) }
  }
}
