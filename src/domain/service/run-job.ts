import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as IO from 'fp-ts/lib/IO.js'
import * as T from 'fp-ts/lib/Task.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import type { Answer } from '../answer/answer.ts'
import type { ReportFailure } from '../failures/report-failure.ts'
import type { End } from '../job/action.ts'
import type { Job } from '../job/job.ts'
import type { Moment } from '../job/moment.ts'
import type { Instant } from '../job/progress.ts'
import { begin, decideStage, evolveStage, type Stage } from '../job/stage.ts'
import { ended, happened, planned } from './log-entry.ts'
import { perform } from './perform.ts'
import type { Ports } from './ports.ts'

/** When an invocation began, and when it is ended from outside. */
type Invocation = Pick<Moment, 'started' | 'deadline'>

/** How an invocation ended, of a job that began then. */
interface Ended {
  readonly end: End
  readonly began: Instant
}

/** A stage with a plan, or without one for good, is told to the log when it is reached. */
const logPlan =
  ({ log }: Ports, jobId: string, before: Stage | undefined) =>
  (stage: Stage): IO.IO<unknown> =>
    IO.traverseArray(log)(stage._tag === 'Planned' && before?._tag !== 'Planned' ? planned(jobId, stage.work) : [])

/** Logs how it ended, and how long after the job began. */
const logEnd =
  ({ clock, log }: Ports, jobId: string) =>
  ({ end, began }: Ended): IO.IO<void> =>
    pipe(
      clock.now,
      IO.flatMap(now => log(ended(jobId, end, now - began))),
    )

/** Decides, performs, evolves, and again, until nothing is left to do in this invocation. */
const drive = (ports: Ports, job: Job, invocation: Invocation): T.Task<Ended> => {
  const { cdn, clock, random, log } = ports
  const moment = T.fromIO((): Moment => ({ ...invocation, now: clock.now(), random: random() }))

  const from = (stage: Stage): T.Task<Ended> =>
    pipe(
      moment,
      T.flatMap(now => {
        const action = decideStage(stage, now)
        if (action._tag === 'Finish' || action._tag === 'GiveUp') return T.of({ end: action, began: stage.progress.began })
        return pipe(
          perform(ports, job.id, action),
          T.tapIO(happening => log(happened(job.id, happening))),
          T.flatMap(happening =>
            pipe(
              moment,
              T.map(then => evolveStage(cdn.capabilities, stage, happening, then)),
              T.tapIO(logPlan(ports, job.id, stage)),
              T.flatMap(from),
            ),
          ),
        )
      }),
    )

  return pipe(T.of(begin(cdn.capabilities, job, invocation.started)), T.tapIO(logPlan(ports, job.id, undefined)), T.flatMap(from))
}

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
      T.flatMap(started => drive(ports, job, { started, deadline })),
      T.tapIO(logEnd(ports, job.id)),
      T.map(({ end }) => outcome(end)),
    )
