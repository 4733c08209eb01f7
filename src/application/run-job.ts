import { pipe } from 'fp-ts/lib/function.js'
import * as IO from 'fp-ts/lib/IO.js'
import * as T from 'fp-ts/lib/Task.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { Answer } from '../domain/job/answer.ts'
import type { FetchCommand, StepCommand } from '../domain/job/command.ts'
import { type Instant, policyFor } from '../domain/job/context.ts'
import { decide, evolve, initialState } from '../domain/job/decider.ts'
import type { JobEvent } from '../domain/job/event.ts'
import type { Job } from '../domain/job/job.ts'
import type { ReportFailure } from '../domain/job/report-failure.ts'
import { drive } from './drive.ts'
import { fetch } from './fetch.ts'
import { resumedEntries } from './log-lines.ts'
import { perform } from './perform.ts'
import type { FetchingPorts } from './ports.ts'

const fetchOrPerform =
  (ports: FetchingPorts, jobId: string) =>
  (command: FetchCommand | StepCommand): T.Task<JobEvent> => {
    switch (command._tag) {
      case 'ReadFile':
      case 'ReadHistory':
      case 'ListArtifact':
        return fetch(ports, command)
      case 'Submit':
      case 'LookUp':
      case 'CheckStatus':
      case 'Pause':
      case 'Report':
        return perform(ports, jobId, command)
    }
  }

const logResumption = ({ clock, log }: FetchingPorts, job: Job): IO.IO<unknown> =>
  pipe(
    clock.now,
    IO.flatMap(now => IO.traverseArray(log)(resumedEntries(job, now))),
  )

/**
 * Runs a job for as long as one invocation lasts. Returns the answer that was delivered, or why none was. The runtime ends the
 * invocation at `deadline`.
 */
export const runJob =
  (ports: FetchingPorts) =>
  (job: Job, deadline: Instant): TaskEither<ReportFailure, Answer> =>
    pipe(
      T.fromIO(logResumption(ports, job)),
      T.flatMap(() =>
        drive(
          ports,
          {
            jobId: job.id,
            policy: policyFor(ports.reporter.capabilities),
            initialState: context => initialState(job, context),
            decide,
            evolve,
            perform: fetchOrPerform(ports, job.id),
          },
          deadline,
        ),
      ),
    )
