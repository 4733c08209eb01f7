import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as IO from 'fp-ts/lib/IO.js'
import * as T from 'fp-ts/lib/Task.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import type { Answer } from '../answer/answer.ts'
import type { ReportFailure } from '../failures/report-failure.ts'
import type { End } from '../job/action.ts'
import { decide } from '../job/decide.ts'
import { evolve } from '../job/evolve.ts'
import type { Job } from '../job/job.ts'
import type { Moment } from '../job/moment.ts'
import { type Prepared, prepare } from '../job/prepare.ts'
import type { Instant, Progress } from '../job/progress.ts'
import { ended, happened, planned } from './log-entry.ts'
import { perform } from './perform.ts'
import type { Ports } from './ports.ts'

/** When an invocation began, and when it is ended from outside. */
type Invocation = Pick<Moment, 'started' | 'deadline'>

/** Decides, performs, evolves, and again, until nothing is left to do in this invocation. */
const drive = (ports: Ports, jobId: string, { work, progress: begun }: Prepared, invocation: Invocation): T.Task<End> => {
  const { clock, random, log } = ports
  const moment = T.fromIO((): Moment => ({ ...invocation, now: clock.now(), random: random() }))

  const from = (progress: Progress): T.Task<End> =>
    pipe(
      moment,
      T.flatMap(now => {
        const action = decide(work, progress, now)
        if (action._tag === 'Finish' || action._tag === 'GiveUp') return T.of(action)
        return pipe(
          perform(ports, jobId, action),
          T.tapIO(happening => log(happened(jobId, happening))),
          T.flatMap(happening =>
            pipe(
              moment,
              T.flatMap(then => from(evolve(progress, happening, then))),
            ),
          ),
        )
      }),
    )

  return from(begun)
}

/** Logs how it ended, and how long after the job began. */
const logEnd =
  ({ clock, log }: Ports, jobId: string, { progress: { began } }: Prepared) =>
  (end: End): IO.IO<void> =>
    pipe(
      clock.now,
      IO.flatMap(now => log(ended(jobId, end, now - began))),
    )

const outcome = (end: End): E.Either<ReportFailure, Answer> => (end._tag === 'Finish' ? E.right(end.answer) : E.left(end.failure))

/**
 * Drives a job as far as one invocation gets. Ends with the answer that the job got, or with the reason why none was
 * taken. Nothing else in the program loops, retries or pauses. `deadline` is when the invocation is ended from outside.
 */
export const runJob =
  (ports: Ports) =>
  (job: Job, deadline: Instant): TE.TaskEither<ReportFailure, Answer> =>
    pipe(
      T.fromIO(ports.clock.now),
      T.map(started => ({ started, prepared: prepare(ports.cdn.capabilities, job, started) })),
      T.tapIO(({ prepared }) => ports.log(planned(job.id, prepared.work))),
      T.flatMap(({ started, prepared }) =>
        pipe(drive(ports, job.id, prepared, { started, deadline }), T.tapIO(logEnd(ports, job.id, prepared))),
      ),
      T.map(outcome),
    )
