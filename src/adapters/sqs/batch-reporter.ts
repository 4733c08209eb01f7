import * as TE from 'fp-ts/lib/TaskEither.js'
import type { CiCapabilities } from '../../domain/pipeline/capabilities.ts'
import type { JobReporter } from '../../ports/job-reporter.ts'

/** A queue cannot continue jobs: it redelivers unfinished messages. Answers are only logged. */
const capabilities: CiCapabilities = {
  name: 'SQS',
  maxMessageLength: Number.POSITIVE_INFINITY,
  continuation: undefined,
  maxMinutes: 1_440,
  minute: undefined,
  keeps: undefined,
  variables: undefined,
  tracksJobs: false,
  terms: { parameters: 'The parameters', correctIn: 'where the function is deployed', jsonHint: '' },
}

/** Accepts every answer. The queue learns only which messages are unfinished, from the response to the batch. */
export const batchReporter: JobReporter = { capabilities, report: () => TE.right(undefined) }

/** A partial batch response: these messages return to the queue, the others are deleted. https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html */
export interface BatchResponse {
  readonly batchItemFailures: ReadonlyArray<{ readonly itemIdentifier: string }>
}

/** The response that returns these messages to the queue. */
export const toBatchResponse = (messageIds: ReadonlyArray<string>): BatchResponse => ({
  batchItemFailures: messageIds.map(itemIdentifier => ({ itemIdentifier })),
})
