import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import type { Capabilities } from '../../cdn/capabilities.ts'
import type { ChangeSet } from '../../plan/change-set.ts'
import { makePlan } from '../../plan/plan.ts'
import type { PlanFailure } from '../../plan/plan-failure.ts'
import type { Instant } from '../context.ts'
import { initialProgress } from '../progress.ts'
import type { JobRequest } from '../request.ts'
import type { Prepared } from '../state.ts'
import { resume } from '../token.ts'

/** A job for which there is no plan: all that is left to do is to say so. */
export const preparedWithoutPlan = (failure: PlanFailure, began: Instant): Prepared => ({
  plan: E.left(failure),
  progress: initialProgress(0, began),
})

/** Plans a job, and finds out how far it has come. */
export const prepare = (
  cdn: Capabilities,
  { job, token, startedAt, spec }: JobRequest,
  changes: ChangeSet | undefined,
  now: Instant,
): Prepared =>
  pipe(
    makePlan(cdn, { id: token?.job ?? job.id, account: job.account })(spec, changes),
    E.flatMap(plan =>
      pipe(
        token === undefined ? E.right(initialProgress(plan.spec.targetIds.length, startedAt)) : resume(plan, token, now),
        E.map((progress): Prepared => ({ plan: E.right(plan), progress })),
      ),
    ),
    E.getOrElse((failure: PlanFailure) => preparedWithoutPlan(failure, startedAt)),
  )
