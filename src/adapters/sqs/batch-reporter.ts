import * as TE from 'fp-ts/lib/TaskEither.js'
import type { JobReporter } from '../../ports/job-reporter.ts'

/** Takes the answer to each job of a batch. The queue itself learns only which messages are not done, with the batch's response. */
export const batchReporter: JobReporter = { report: () => TE.right(undefined) }

/** What Lambda is told of a batch: these messages come back, the others are deleted. https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html */
export interface BatchResponse {
  readonly batchItemFailures: ReadonlyArray<{ readonly itemIdentifier: string }>
}

/** The response that gives these messages back to the queue. */
export const toBatchResponse = (messageIds: ReadonlyArray<string>): BatchResponse => ({
  batchItemFailures: messageIds.map(itemIdentifier => ({ itemIdentifier })),
})
