import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import type { PlanFailure } from '../failures/plan-failure.ts'
import { readJobSpec } from '../parameters/job-spec.ts'
import type { Capabilities } from '../plan/capabilities.ts'
import { makePlan, type Plan } from '../plan/plan.ts'
import type { Job } from './job.ts'
import { beginning, type Instant, type Progress } from './progress.ts'
import { readToken, resume } from './token.ts'

/** A job, ready to be driven: its plan, or why there is none, and how far it has come. */
export interface Prepared {
  readonly work: E.Either<PlanFailure, Plan>
  readonly progress: Progress
}

const planAndProgress = (cdn: Capabilities, job: Job, now: Instant): E.Either<PlanFailure, { plan: Plan; progress: Progress }> =>
  pipe(
    readToken(job.continuationToken),
    E.flatMap(token =>
      pipe(
        readJobSpec(job.parameters),
        E.flatMap(makePlan(cdn, { id: token?.job ?? job.id, account: job.account })),
        E.flatMap(plan =>
          pipe(
            token === undefined ? E.right(beginning(plan.spec.distributionIds.length, now)) : resume(plan, token, now),
            E.map(progress => ({ plan, progress })),
          ),
        ),
      ),
    ),
  )

/** Reads the parameters and the continuation token of a job, and plans it. `now` is when a job without a token begins. */
export const prepare = (cdn: Capabilities, job: Job, now: Instant): Prepared =>
  pipe(
    planAndProgress(cdn, job, now),
    E.match(
      (failure): Prepared => ({ work: E.left(failure), progress: beginning(0, now) }),
      ({ plan, progress }) => ({ work: E.right(plan), progress }),
    ),
  )
