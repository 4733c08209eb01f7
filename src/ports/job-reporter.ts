import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { Answer } from '../domain/job/answer.ts'
import type { ReportFailure } from '../domain/job/report-failure.ts'
import type { CiCapabilities } from '../domain/pipeline/capabilities.ts'

/** The CI system that waits for the answer to a job. */
export interface JobReporter {
  readonly capabilities: CiCapabilities
  /** Answers the job. Ends within so many milliseconds, if need be with `ReporterUnavailable`; never retries by itself. */
  readonly report: (jobId: string, answer: Answer, within: number) => TaskEither<ReportFailure, void>
}
