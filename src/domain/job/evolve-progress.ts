import { pipe } from 'fp-ts/lib/function.js'
import * as RA from 'fp-ts/lib/ReadonlyArray.js'
import { type CdnFailure, isRetryable } from '../cdn/cdn-failure.ts'
import type { Plan } from '../plan/plan.ts'
import type { Answer } from './answer.ts'
import { lastResort } from './answers/last-resort.ts'
import type { DecisionContext } from './context.ts'
import type { StepResult, SubmissionResult } from './event.ts'
import { afterCreation, afterLookUp, afterLookUpFailure, afterRejection } from './evolve-submission.ts'
import type { Delivery, Due, PendingInvalidation, Progress, TargetProgress } from './progress.ts'
import type { ReportFailure } from './report-failure.ts'
import { checkPause, giveUpAt, retryLater } from './timing.ts'

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

/** Whether an earlier attempt may have settled the job, although no response arrived. A CI system may forget settled jobs. */
const mayHaveArrived = (report: Delivery): boolean => report._tag === 'Retry' && report.failure._tag === 'ReporterUnavailable'

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
      return mayHaveArrived(report) ? { _tag: 'Settled', answer } : { _tag: 'GivenUp', failure }
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

const afterSubmission = (plan: Plan, progress: Progress, event: SubmissionResult, context: DecisionContext): Progress =>
  target(progress, event.target, before => {
    switch (event._tag) {
      case 'InvalidationCreated':
        return afterCreation(plan, before, event.request, event.invalidation, context)
      case 'InvalidationFailed':
        return afterRejection(plan, before, event.request, event.failure, context)
      case 'LookedUp':
        return afterLookUp(plan, before, event.request, event.invalidation, context)
      case 'LookUpFailed':
        return afterLookUpFailure(
          plan,
          before,
          event.request,
          event.failure,
          context.now >= giveUpAt(plan.spec, progress.startedAt),
          context,
        )
    }
  })

/** The progress after the result of a step. Without a plan there is only an answer to report, and any other event changes nothing. */
export const evolveProgress = (plan: Plan | undefined, progress: Progress, event: StepResult, context: DecisionContext): Progress => {
  switch (event._tag) {
    case 'InvalidationCreated':
    case 'InvalidationFailed':
    case 'LookedUp':
    case 'LookUpFailed':
      return plan === undefined ? progress : afterSubmission(plan, progress, event, context)
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
