import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as T from 'fp-ts/lib/Task.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { OwnAccount } from '../../adapters/aws/account.ts'
import { describeReportFailure } from '../../adapters/codepipeline/describe-report-failure.ts'
import { readJobEvent } from '../../adapters/codepipeline/job-event.ts'
import { deliverAnswer } from '../../application/deliver-answer.ts'
import { traceOf } from '../../application/log-lines.ts'
import type { FetchingPorts } from '../../application/ports.ts'
import { runJob } from '../../application/run-job.ts'
import type { Answer, Failure } from '../../domain/job/answer.ts'
import type { Instant } from '../../domain/job/context.ts'
import type { Job } from '../../domain/job/job.ts'
import type { ReportFailure } from '../../domain/job/report-failure.ts'
import { failInvocation, type LambdaContext } from '../lambda.ts'

const unexpected: Failure = {
  _tag: 'Failure',
  kind: 'failed',
  message:
    "The function failed unexpectedly; its log has the stack trace. The invalidation may or may not exist: check the distribution's list of invalidations.",
  invalidationIds: [],
}

/** Nothing below should throw. If something does, the job is answered anyway: otherwise the pipeline would wait for its timeout. */
const answeredAnyway =
  (ports: FetchingPorts, job: Job, startedAt: Instant, deadline: Instant) =>
  (run: TE.TaskEither<ReportFailure, Answer>): TE.TaskEither<ReportFailure, Answer> =>
    pipe(
      TE.tryCatch(run, traceOf),
      TE.getOrElse(error =>
        pipe(
          T.fromIO(ports.log({ _tag: 'UnexpectedError', jobId: job.id, error })),
          T.flatMap(() => deliverAnswer(ports)(job.id, unexpected, startedAt, deadline)),
        ),
      ),
    )

/**
 * The Lambda handler for CodePipeline's events. It resolves with the job's answer once CodePipeline has accepted it. It rejects if the
 * event is not a job, or if the answer was not delivered: Lambda then counts an error and retries the event.
 */
export const codePipelineHandler =
  (ports: FetchingPorts, ownAccount: Pick<OwnAccount, 'learnFrom'>) =>
  async (event: unknown, context: LambdaContext): Promise<Answer> => {
    ownAccount.learnFrom(context.invokedFunctionArn)
    const decoded = readJobEvent(event)
    if (E.isLeft(decoded)) {
      ports.log({ _tag: 'EventRejected', reason: decoded.left })()
      return failInvocation(decoded.left)
    }
    const job: Job = decoded.right
    const startedAt = ports.clock.now()
    const deadline = startedAt + context.getRemainingTimeInMillis()
    const answered = await pipe(() => runJob(ports)(job, deadline)(), answeredAnyway(ports, job, startedAt, deadline))()
    return E.isRight(answered) ? answered.right : failInvocation(describeReportFailure(job.id, answered.left))
  }
