import * as TE from 'fp-ts/lib/TaskEither.js'
import type { CiCapabilities } from '../../domain/pipeline/capabilities.ts'
import type { JobReporter } from '../../ports/job-reporter.ts'

/** A queue continues nothing: what is not done is delivered again. Nobody writes parameters for its jobs, nor reads the answers but in the log. */
const capabilities: CiCapabilities = {
  name: 'SQS',
  maxMessageLength: Number.POSITIVE_INFINITY,
  continuation: undefined,
  maxMinutes: 1_440,
  keeps: undefined,
  tracksJobs: false,
  terms: { parameters: 'The parameters', correctIn: 'where the function is deployed', jsonHint: '' },
}

/** Takes the answer to each job of a batch. The queue itself only learns which messages are not done, from the response to the batch. */
export const batchReporter: JobReporter = { capabilities, report: () => TE.right(undefined) }

/** What Lambda is told of a batch: these messages come back, the others are deleted. https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html */
export interface BatchResponse {
  readonly batchItemFailures: ReadonlyArray<{ readonly itemIdentifier: string }>
}

/** The response that gives these messages back to the queue. */
export const toBatchResponse = (messageIds: ReadonlyArray<string>): BatchResponse => ({
  batchItemFailures: messageIds.map(itemIdentifier => ({ itemIdentifier })),
})
