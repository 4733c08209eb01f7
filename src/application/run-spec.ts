import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { Answer } from '../domain/job/answer.ts'
import type { StepCommand } from '../domain/job/command.ts'
import { type Instant, standalone } from '../domain/job/context.ts'
import { decideStep } from '../domain/job/decide-step.ts'
import type { StepResult } from '../domain/job/event.ts'
import { evolveProgress } from '../domain/job/evolve-progress.ts'
import { initialProgress } from '../domain/job/progress.ts'
import type { ReportFailure } from '../domain/job/report-failure.ts'
import type { Prepared } from '../domain/job/state.ts'
import type { JobSpec } from '../domain/parameters/job-spec.ts'
import type { ChangeSet } from '../domain/plan/change-set.ts'
import { makePlan } from '../domain/plan/plan.ts'
import { drive } from './drive.ts'
import { perform } from './perform.ts'
import type { Ports } from './ports.ts'

/**
 * Runs a fully specified job within one invocation. Anything left undone is reported in the answer, for the caller to retry.
 * The runtime ends the invocation at `deadline`. `changes` are what the caller found for `changed`.
 */
export const runSpec =
  (ports: Ports) =>
  (jobId: string, spec: JobSpec, deadline: Instant, changes?: ChangeSet): TaskEither<ReportFailure, Answer> =>
    drive<Prepared, StepCommand, StepResult>(
      ports,
      {
        jobId,
        policy: standalone,
        initialState: ({ cdn, policy, now }) => ({
          plan: makePlan(cdn, jobId)(spec, changes),
          progress: initialProgress(spec.targetIds.length, now, policy),
        }),
        decide: ({ plan, progress }, context) => decideStep(plan, progress, context),
        evolve: ({ plan, progress }, event, context) => ({
          plan,
          progress: evolveProgress(E.isRight(plan) ? plan.right : undefined, progress, event, context),
        }),
        perform: command => perform(ports, jobId, command),
      },
      deadline,
    )
