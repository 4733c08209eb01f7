import { pipe } from 'fp-ts/lib/function.js'
import * as IO from 'fp-ts/lib/IO.js'
import * as T from 'fp-ts/lib/Task.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { Fetch, Step } from '../domain/job/action.ts'
import type { Answer } from '../domain/job/answer.ts'
import { begin, decideStage, evolveStage } from '../domain/job/decider.ts'
import type { Fetched, Happening } from '../domain/job/happening.ts'
import type { Job } from '../domain/job/job.ts'
import type { Instant, Moment } from '../domain/job/moment.ts'
import type { ReportFailure } from '../domain/job/report-failure.ts'
import type { Stage } from '../domain/job/stage.ts'
import { drive } from './drive.ts'
import { fetch } from './fetch.ts'
import { happened, planned } from './log-lines.ts'
import { perform } from './perform.ts'
import type { FetchingPorts } from './ports.ts'

/** A stage with a plan, or without one for good, is told to the log when it is reached. */
const logPlan =
  ({ log }: FetchingPorts, jobId: string, before: Stage | undefined) =>
  (stage: Stage): IO.IO<unknown> =>
    IO.traverseArray(log)(stage._tag === 'Planned' && before?._tag !== 'Planned' ? planned(jobId, stage.work) : [])

const fetchOrPerform = (ports: FetchingPorts, jobId: string, action: Fetch | Step): T.Task<Fetched | Happening> => {
  switch (action._tag) {
    case 'Read':
    case 'LookBack':
    case 'List':
      return fetch(ports, action)
    case 'Submit':
    case 'Check':
    case 'Pause':
    case 'Report':
      return perform(ports, jobId, action)
  }
}

/**
 * Drives a job as far as one invocation gets. Ends with the answer that the job got, or with the reason why none was
 * taken. `deadline` is when the invocation is ended from outside.
 */
export const runJob =
  (ports: FetchingPorts) =>
  (job: Job, deadline: Instant): TaskEither<ReportFailure, Answer> => {
    const { capabilities } = ports.cdn
    const course = {
      jobId: job.id,
      begin: (now: Instant) => pipe(IO.of(begin(capabilities, job, now)), IO.tap(logPlan(ports, job.id, undefined))),
      decide: decideStage,
      perform: (action: Fetch | Step) =>
        pipe(
          fetchOrPerform(ports, job.id, action),
          T.tapIO(happening => ports.log(happened(job.id, happening))),
        ),
      evolve: (stage: Stage, happening: Fetched | Happening, moment: Moment) =>
        pipe(IO.of(evolveStage(capabilities, stage, happening, moment)), IO.tap(logPlan(ports, job.id, stage))),
    }
    return drive(ports, course, deadline)
  }
