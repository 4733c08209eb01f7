import { type CodePipelineClient, PutJobFailureResultCommand, PutJobSuccessResultCommand } from '@aws-sdk/client-codepipeline'
import { constVoid, pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { Answer } from '../../domain/job/answer.ts'
import type { JobReporter } from '../../ports/job-reporter.ts'
import { endWithin } from '../http/end-within.ts'
import { capabilities } from './capabilities.ts'
import { toContinuationInput, toFailure, toFailureInput, toSuccessInput, toUnfinishedInput } from './put-job-result.ts'

type Client = Pick<CodePipelineClient, 'send'>

const put = (client: Client, jobId: string, answer: Answer, options: { readonly abortSignal: AbortSignal }): Promise<unknown> => {
  switch (answer._tag) {
    case 'Success':
      return client.send(new PutJobSuccessResultCommand(toSuccessInput(jobId, answer)), options)
    case 'Continuation':
      return client.send(new PutJobSuccessResultCommand(toContinuationInput(jobId, answer)), options)
    case 'Failure':
      return client.send(new PutJobFailureResultCommand(toFailureInput(jobId, answer)), options)
    case 'Unfinished':
      return client.send(new PutJobFailureResultCommand(toUnfinishedInput(jobId, answer)), options)
  }
}

/** CodePipeline as the CI system. */
export const codePipelineReporter = (client: Client): JobReporter => ({
  capabilities,
  report: (jobId, answer, within) =>
    pipe(
      TE.tryCatch(() => endWithin(within, abortSignal => put(client, jobId, answer, { abortSignal })), toFailure(answer)),
      TE.map(constVoid),
    ),
})
