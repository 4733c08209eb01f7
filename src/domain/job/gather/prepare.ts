import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import type { ChangeSet } from '../../plan/change-set.ts'
import { makePlan } from '../../plan/plan.ts'
import type { PlanFailure } from '../../plan/plan-failure.ts'
import type { DecisionContext, Instant } from '../context.ts'
import { initialProgress } from '../progress.ts'
import { type JobRequest, writtenBaselineOf } from '../request.ts'
import type { Prepared } from '../state.ts'
import { resume } from '../token.ts'

/** A job without a plan, which only has to be answered. */
export const preparedWithoutPlan = (failure: PlanFailure, startedAt: Instant, { policy }: DecisionContext): Prepared => ({
  plan: E.left(failure),
  progress: initialProgress(0, startedAt, policy),
})

/** Plans a job, and restores its progress from the token. */
export const prepare = (request: JobRequest, changes: ChangeSet | undefined, context: DecisionContext): Prepared => {
  const { job, token, startedAt, spec } = request
  return pipe(
    makePlan(context.cdn, token?.job ?? job.id)(spec, changes),
    E.flatMap(plan =>
      pipe(
        token === undefined
          ? E.right(initialProgress(plan.spec.targetIds.length, startedAt, context.policy))
          : resume(plan, token, context),
        E.map(
          (progress): Prepared => ({
            plan: E.right(plan),
            progress: { ...progress, baseline: writtenBaselineOf(request) },
          }),
        ),
      ),
    ),
    E.getOrElse((failure: PlanFailure) => preparedWithoutPlan(failure, startedAt, context)),
  )
}
