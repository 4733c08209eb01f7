import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import type { IO } from 'fp-ts/lib/IO.js'
import * as T from 'fp-ts/lib/Task.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import type { Answer } from '../answer/answer.ts'
import type { PlanFailure } from '../failures/plan-failure.ts'
import type { ReportFailure } from '../failures/report-failure.ts'
import type { End } from '../job/action.ts'
import { decide } from '../job/decide.ts'
import { evolve } from '../job/evolve.ts'
import type { Job } from '../job/job.ts'
import type { Moment } from '../job/moment.ts'
import { beginning, type Instant, type Progress } from '../job/progress.ts'
import { readJobSpec } from '../parameters/job-spec.ts'
import { makePlan, type Plan } from '../plan/plan.ts'
import { ended, happened, planned } from './log-entry.ts'
import { perform } from './perform.ts'
import type { Ports } from './ports.ts'

type Work = E.Either<PlanFailure, Plan>

const start = (work: Work): Progress => beginning(E.isRight(work) ? work.right.requests.length : 0)

const outcome = (end: End): E.Either<ReportFailure, Answer> => (end._tag === 'Finish' ? E.right(end.answer) : E.left(end.failure))

/**
 * Drives a job to its end: decides, performs, evolves, and again. Ends with the answer that the job got, or with the
 * reason why none was taken. Nothing else in the program loops, retries or pauses. `deadline` is when the invocation
 * is ended from outside.
 */
export const runJob =
  (ports: Ports) =>
  (job: Job, deadline: Instant): TE.TaskEither<ReportFailure, Answer> => {
    const { cdn, clock, random, log } = ports
    const work = pipe(readJobSpec(job.parameters), E.flatMap(makePlan(cdn.capabilities, job)))
    const moment: IO<Moment> = () => ({ now: clock.now(), deadline, random: random() })

    const drive = (progress: Progress): T.Task<End> =>
      pipe(
        T.fromIO(moment),
        T.flatMap(before => {
          const action = decide(work, progress, before)
          if (action._tag === 'Finish' || action._tag === 'GiveUp') return T.of(action)
          return pipe(
            perform(ports, job.id, action),
            T.tapIO(happening => log(happened(job.id, happening))),
            T.flatMap(happening => drive(evolve(progress, happening, moment()))),
          )
        }),
      )

    return pipe(
      T.fromIO(log(planned(job.id, work))),
      T.flatMap(() => drive(start(work))),
      T.tapIO(end => log(ended(job.id, end))),
      T.map(outcome),
    )
  }
