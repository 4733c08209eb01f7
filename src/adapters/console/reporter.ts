import { pipe } from 'fp-ts/lib/function.js'
import type * as IO from 'fp-ts/lib/IO.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { Answer } from '../../domain/job/answer.ts'
import type { JobReporter } from '../../ports/job-reporter.ts'
import { capabilities } from './capabilities.ts'
import { type Display, type Outcome, outcomeOf } from './outcome.ts'

/** How and where answers are printed. */
export interface ReporterOptions extends Display {
  readonly print: (outcome: Outcome) => IO.IO<void>
}

/** The terminal as the system that waits for the answer. It takes every answer at once, without a call. */
export const consoleReporter = ({ print, ...display }: ReporterOptions): JobReporter => ({
  capabilities,
  report: (_jobId, answer: Answer) => pipe(print(outcomeOf(answer, display)), TE.fromIO),
})
