import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as T from 'fp-ts/lib/Task.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { readJobEvent } from '../../adapters/codepipeline/job-event.ts'
import type { FetchingPorts } from '../../application/ports.ts'
import { runJob } from '../../application/run-job.ts'
import { traceOf } from '../../application/trace-of.ts'
import { accountOf } from '../../domain/cdn/caller.ts'
import type { Answer, Failure } from '../../domain/job/answer.ts'
import { describeReportFailure } from '../../domain/job/answers/describe-report-failure.ts'
import type { Instant } from '../../domain/job/context.ts'
import type { Job } from '../../domain/job/job.ts'
import type { ReportFailure } from '../../domain/job/report-failure.ts'
import { timing } from '../../domain/job/timing.ts'
import { failInvocation } from '../lambda/fail-invocation.ts'
import type { LambdaContext } from '../lambda/lambda-context.ts'

const broken: Failure = {
  _tag: 'Failure',
  type: 'JobFailed',
  message:
    "The function itself is broken; its log has the trace. Whether the invalidation exists is not known: look in the distribution's list of invalidations.",
  invalidationIds: [],
}

/** Nothing below is meant to throw. Should it throw all the same, the pipeline must not wait in vain for its answer. */
const answeredAnyway =
  ({ clock, log, reporter }: FetchingPorts, job: Job, began: Instant) =>
  (run: TE.TaskEither<ReportFailure, Answer>): TE.TaskEither<ReportFailure, Answer> =>
    pipe(
      TE.tryCatch(run, traceOf),
      TE.getOrElse(error =>
        pipe(
          T.fromIO(log({ _tag: 'UnexpectedError', jobId: job.id, error })),
          T.flatMap(() => reporter.report(job.id, broken, timing.report)),
          TE.map((): Answer => broken),
          TE.tapIO(answer => log({ _tag: 'Finished', jobId: job.id, answer, milliseconds: clock.now() - began })),
        ),
      ),
    )

/**
 * Makes the function that Lambda calls with CodePipeline's event. It resolves with the job's answer once CodePipeline
 * has it, and rejects where there is no job, or where the answer was not taken: Lambda then counts an error, and
 * invokes it again with the same event.
 */
export const codePipelineHandler =
  (ports: FetchingPorts) =>
  async (event: unknown, context: LambdaContext): Promise<Answer> => {
    const decoded = readJobEvent(event)
    if (E.isLeft(decoded)) {
      ports.log({ _tag: 'EventRejected', reason: decoded.left })()
      return failInvocation(decoded.left)
    }
    const job: Job = { ...decoded.right, account: accountOf(context.invokedFunctionArn) }
    const began = ports.clock.now()
    const deadline = began + context.getRemainingTimeInMillis()
    const answered = await pipe(() => runJob(ports)(job, deadline)(), answeredAnyway(ports, job, began))()
    return E.isRight(answered) ? answered.right : failInvocation(describeReportFailure(job.id, answered.left))
  }
