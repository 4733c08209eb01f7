import * as E from 'fp-ts/lib/Either.js'
import type { Plan } from '../plan/plan.ts'
import type { PlanFailure } from '../plan/plan-failure.ts'
import { conclude } from './answers/conclude.ts'
import { continuation } from './answers/continuation.ts'
import { rejectionFor } from './answers/rejection.ts'
import type { StepCommand, Stop } from './command.ts'
import type { DecisionContext } from './context.ts'
import { deliver, reportAnswer } from './deliver.ts'
import { nextStep } from './next-step.ts'
import type { Progress } from './progress.ts'

const continueWith = (plan: Plan, progress: Progress, moment: DecisionContext): StepCommand | Stop => {
  const step = nextStep(plan, progress, moment)
  switch (step._tag) {
    case 'Conclude':
      return reportAnswer(conclude(plan, progress), moment)
    case 'Continue':
      return reportAnswer(continuation(plan, progress), moment)
    case 'Submit':
    case 'CheckStatus':
    case 'Pause':
    case 'Report':
      return step
  }
}

/**
 * What a job does next: what can still be done in this invocation, then the answer. The answer tells of all
 * distributions, so each of them is brought as far as it gets before.
 */
export const decideStep = (work: E.Either<PlanFailure, Plan>, progress: Progress, moment: DecisionContext): StepCommand | Stop =>
  deliver(progress.delivery, moment, () =>
    E.isLeft(work) ? reportAnswer(rejectionFor(work.left), moment) : continueWith(work.right, progress, moment),
  )
