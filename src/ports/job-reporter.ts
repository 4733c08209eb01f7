import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { Answer } from '../domain/job/answer.ts'
import type { ReportFailure } from '../domain/job/report-failure.ts'
import type { CiCapabilities } from '../domain/pipeline/capabilities.ts'

/** The CI system that waits for the answer to a job. */
export interface JobReporter {
  readonly capabilities: CiCapabilities
  /** Delivers the answer to the job. Settles within `within` milliseconds, with `ReporterUnavailable` on timeout. Never retries. */
  readonly report: (jobId: string, answer: Answer, within: number) => TaskEither<ReportFailure, void>
}
