import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { Batch } from '../../domain/batch/batch.ts'
import { finishedBy } from '../../domain/batch/finished-by.ts'
import type { ReportFailure } from '../../domain/job/report-failure.ts'
import type { JobReporter } from '../../ports/job-reporter.ts'

/** What Lambda is told of a batch: these messages come back, the others are deleted. https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html */
export interface BatchResponse {
  readonly batchItemFailures: ReadonlyArray<{ readonly itemIdentifier: string }>
}

/** The queue that waits for an answer to a batch. */
export interface BatchReporter extends JobReporter {
  /** The answer, as far as the jobs of the batch have theirs: a message is done when all of its jobs have done all that it wants. */
  readonly response: () => BatchResponse
}

/** Takes the answers to the jobs of a batch, and makes one answer of them. */
export const batchReporter = ({ messages, refused, jobs }: Batch): BatchReporter => {
  const known = new Map(jobs.map(job => [job.job.id, job]))
  const finished = new Map<string, ReadonlySet<string>>()

  const settle: (...report: Parameters<JobReporter['report']>) => E.Either<ReportFailure, void> = (jobId, answer) => {
    const job = known.get(jobId)
    if (job === undefined) return E.left({ _tag: 'JobUnknown' })
    if (finished.has(jobId)) return E.left({ _tag: 'JobAlreadySettled' })
    finished.set(jobId, new Set(finishedBy(job, answer)))
    return E.right(undefined)
  }

  const isUnfinished = (messageId: string): boolean =>
    jobs.some(({ job, wanted }) => wanted.has(messageId) && !finished.get(job.id)?.has(messageId))

  return {
    report: (...report) => TE.fromIOEither(() => settle(...report)),
    response: () => {
      const isRefused = new Set(refused.map(({ id }) => id))
      return {
        batchItemFailures: messages.filter(id => isRefused.has(id) || isUnfinished(id)).map(itemIdentifier => ({ itemIdentifier })),
      }
    },
  }
}
