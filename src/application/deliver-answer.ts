import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { Answer } from '../domain/job/answer.ts'
import type { StepCommand } from '../domain/job/command.ts'
import { type Instant, standalone } from '../domain/job/context.ts'
import { deliver, reportAnswer } from '../domain/job/deliver.ts'
import type { StepResult } from '../domain/job/event.ts'
import { evolveProgress } from '../domain/job/evolve-progress.ts'
import { initialProgress, type Progress } from '../domain/job/progress.ts'
import type { ReportFailure } from '../domain/job/report-failure.ts'
import { drive } from './drive.ts'
import { perform } from './perform.ts'
import type { Ports } from './ports.ts'

/**
 * Delivers an answer to a job that started at `startedAt`, and retries like `runJob`. The runtime ends the invocation at `deadline`.
 */
export const deliverAnswer =
  (ports: Ports) =>
  (jobId: string, answer: Answer, startedAt: Instant, deadline: Instant): TaskEither<ReportFailure, Answer> =>
    drive<{ readonly progress: Progress }, StepCommand, StepResult>(
      ports,
      {
        jobId,
        policy: standalone,
        initialState: ({ policy }) => ({ progress: initialProgress(0, startedAt, policy) }),
        decide: ({ progress }, context) => deliver(progress.delivery, context, () => reportAnswer(answer, context)),
        evolve: ({ progress }, event, context) => ({ progress: evolveProgress(undefined, progress, event, context) }),
        perform: command => perform(ports, jobId, command),
      },
      deadline,
    )
