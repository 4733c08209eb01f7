import { pipe } from 'fp-ts/lib/function.js'
import * as IO from 'fp-ts/lib/IO.js'
import * as T from 'fp-ts/lib/Task.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { Answer } from '../domain/job/answer.ts'
import type { FetchCommand, StepCommand } from '../domain/job/command.ts'
import type { DecisionContext, Instant } from '../domain/job/context.ts'
import { decide, evolve, initialState } from '../domain/job/decider.ts'
import type { FetchResult, StepResult } from '../domain/job/event.ts'
import type { Job } from '../domain/job/job.ts'
import type { ReportFailure } from '../domain/job/report-failure.ts'
import type { JobState } from '../domain/job/state.ts'
import { drive } from './drive.ts'
import { fetch } from './fetch.ts'
import { eventEntry, planEntries } from './log-lines.ts'
import { perform } from './perform.ts'
import type { FetchingPorts } from './ports.ts'

/** A stage with a plan, or without one for good, is told to the log when it is reached. */
const logPlan =
  ({ log }: FetchingPorts, jobId: string, before: JobState | undefined) =>
  (stage: JobState): IO.IO<unknown> =>
    IO.traverseArray(log)(stage._tag === 'Executing' && before?._tag !== 'Executing' ? planEntries(jobId, stage.plan) : [])

const carryOut = (ports: FetchingPorts, jobId: string, action: FetchCommand | StepCommand): T.Task<FetchResult | StepResult> => {
  switch (action._tag) {
    case 'ReadFile':
    case 'ReadHistory':
    case 'ListArtifact':
      return fetch(ports, action)
    case 'Submit':
    case 'CheckStatus':
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
      start: (now: Instant) => pipe(IO.of(initialState(capabilities, job, now)), IO.tap(logPlan(ports, job.id, undefined))),
      decide: decide,
      perform: (action: FetchCommand | StepCommand) =>
        pipe(
          carryOut(ports, job.id, action),
          T.tapIO(happening => ports.log(eventEntry(job.id, happening))),
        ),
      evolve: (stage: JobState, happening: FetchResult | StepResult, moment: DecisionContext) =>
        pipe(IO.of(evolve(capabilities, stage, happening, moment)), IO.tap(logPlan(ports, job.id, stage))),
    }
    return drive(ports, course, deadline)
  }
