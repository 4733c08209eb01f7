import * as E from 'fp-ts/lib/Either.js'
import type { Answer } from '../answer/answer.ts'
import { conclude } from '../answer/conclude.ts'
import { handOver } from '../answer/hand-over.ts'
import { refuse } from '../answer/refuse.ts'
import type { PlanFailure } from '../failures/plan-failure.ts'
import type { Plan } from '../plan/plan.ts'
import type { Action } from './action.ts'
import type { Moment } from './moment.ts'
import { next } from './next.ts'
import { patience } from './patience.ts'
import type { Progress, Report } from './progress.ts'

const report = (answer: Answer, { now, deadline }: Moment): Action => ({
  _tag: 'Report',
  answer,
  within: Math.min(patience.report, Math.max(1, deadline - patience.margin - now)),
})

const reportAgain = ({ answer, failure, notBefore }: Extract<Report, { _tag: 'Retry' }>, moment: Moment): Action => {
  const { now, deadline } = moment
  if (Math.max(now, notBefore) + patience.least > deadline - patience.margin) return { _tag: 'GiveUp', failure }
  return notBefore > now ? { _tag: 'Pause', milliseconds: notBefore - now } : report(answer, moment)
}

const goOn = (plan: Plan, progress: Progress, moment: Moment): Action => {
  const step = next(plan, progress, moment)
  switch (step._tag) {
    case 'Conclude':
      return report(conclude(plan, progress), moment)
    case 'HandOver':
      return report(handOver(plan, progress), moment)
    case 'Submit':
    case 'Check':
    case 'Pause':
    case 'Report':
      return step
  }
}

/**
 * What a job does next: what can still be done in this invocation, then the answer. The answer tells of all
 * distributions, so each of them is brought as far as it gets before. Once an answer may have arrived, it is repeated
 * until it is taken, and nothing else is done.
 */
export const decide = (work: E.Either<PlanFailure, Plan>, progress: Progress, moment: Moment): Action => {
  switch (progress.report._tag) {
    case 'Settled':
      return { _tag: 'Finish', answer: progress.report.answer }
    case 'GivenUp':
      return { _tag: 'GiveUp', failure: progress.report.failure }
    case 'Retry':
      return reportAgain(progress.report, moment)
    case 'NotReported':
      return E.isLeft(work) ? report(refuse(work.left), moment) : goOn(work.right, progress, moment)
  }
}
