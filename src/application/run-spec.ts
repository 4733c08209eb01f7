import { pipe } from 'fp-ts/lib/function.js'
import * as IO from 'fp-ts/lib/IO.js'
import * as T from 'fp-ts/lib/Task.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { Answer } from '../domain/job/answer.ts'
import type { StepCommand } from '../domain/job/command.ts'
import type { DecisionContext, Instant } from '../domain/job/context.ts'
import { decideStep } from '../domain/job/decide-step.ts'
import type { StepResult } from '../domain/job/event.ts'
import { evolveProgress } from '../domain/job/evolve-progress.ts'
import { initialStandaloneProgress } from '../domain/job/progress.ts'
import type { ReportFailure } from '../domain/job/report-failure.ts'
import type { Prepared } from '../domain/job/state.ts'
import type { JobSpec } from '../domain/parameters/job-spec.ts'
import type { FirstJob } from '../domain/plan/plan.ts'
import { makePlan } from '../domain/plan/plan.ts'
import { drive } from './drive.ts'
import { eventEntry, planEntries } from './log-lines.ts'
import { perform } from './perform.ts'
import type { Ports } from './ports.ts'

/**
 * Drives a job of which all is known that it asks for, and that no later invocation continues: what it has not done by its
 * end is said in its answer, and is somebody else's to ask for again. `deadline` is when the invocation is ended from outside.
 */
export const runSpec =
  (ports: Ports) =>
  (job: FirstJob, spec: JobSpec, deadline: Instant): TaskEither<ReportFailure, Answer> => {
    const plan = makePlan(ports.cdn.capabilities, job)(spec)
    const course = {
      jobId: job.id,
      start: (now: Instant) =>
        pipe(
          IO.of<Prepared>({ plan, progress: initialStandaloneProgress(spec.targetIds.length, now) }),
          IO.tap(() => IO.traverseArray(ports.log)(planEntries(job.id, plan))),
        ),
      decide: ({ progress }: Prepared, moment: DecisionContext) => decideStep(plan, progress, moment),
      perform: (step: StepCommand) =>
        pipe(
          perform(ports, job.id, step),
          T.tapIO(happening => ports.log(eventEntry(job.id, happening))),
        ),
      evolve: ({ progress }: Prepared, happening: StepResult, moment: DecisionContext) =>
        IO.of<Prepared>({ plan, progress: evolveProgress(progress, happening, moment) }),
    }
    return drive(ports, course, deadline)
  }
