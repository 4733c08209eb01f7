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

const nextCommand = (plan: Plan, progress: Progress, context: DecisionContext): StepCommand | Stop => {
  const step = nextStep(plan, progress, context)
  switch (step._tag) {
    case 'Conclude':
      return reportAnswer(conclude(plan, progress, context), context)
    case 'Continue':
      return reportAnswer(continuation(plan, progress, context), context)
    case 'Submit':
    case 'LookUp':
    case 'CheckStatus':
    case 'Pause':
    case 'Report':
      return step
  }
}

/**
 * Decides what a job with a plan does next. The answer covers all targets, so it is given only when none of them can make progress in
 * this invocation. A job without a plan is answered immediately.
 */
export const decideStep = (plan: E.Either<PlanFailure, Plan>, progress: Progress, context: DecisionContext): StepCommand | Stop =>
  deliver(progress.delivery, context, () =>
    E.isLeft(plan) ? reportAnswer(rejectionFor(plan.left, context.ci), context) : nextCommand(plan.right, progress, context),
  )
