import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as IO from 'fp-ts/lib/IO.js'
import * as T from 'fp-ts/lib/Task.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { type Delivery, readDelivery } from '../../adapters/s3-events/delivery.ts'
import type { BatchReporter, BatchResponse } from '../../adapters/sqs/batch-reporter.ts'
import { received } from '../../application/log-lines.ts'
import type { Ports } from '../../application/ports.ts'
import { runSpec } from '../../application/run-spec.ts'
import { traceOf } from '../../application/trace-of.ts'
import type { Batch, BatchJob } from '../../domain/batch/batch.ts'
import { batchOf } from '../../domain/batch/batch-of.ts'
import type { Origin } from '../../domain/batch/origin.ts'
import { accountOf } from '../../domain/cdn/caller.ts'
import type { Instant } from '../../domain/job/moment.ts'
import { failInvocation } from '../lambda/fail-invocation.ts'
import type { LambdaContext } from '../lambda/lambda-context.ts'

/** What the handler needs of the world. */
export interface BatchPorts extends Omit<Ports, 'reporter'> {
  /** Makes the reporter of a batch. */
  readonly reporterOf: (batch: Batch) => BatchReporter
}

/** Nothing below is meant to throw. Should one job do so all the same, its messages come back, and no others. */
const runApart =
  (ports: Ports, deadline: Instant) =>
  ({ job, spec }: BatchJob): T.Task<unknown> =>
    pipe(
      TE.tryCatch(() => runSpec(ports)(job, spec, deadline)(), traceOf),
      TE.orElseFirstIOK(error => ports.log({ _tag: 'Broken', jobId: job.id, error })),
    )

/** Runs the jobs of a batch side by side, and tells which messages are not done. */
const runBatch = ({ reporterOf, ...ports }: BatchPorts, batch: Batch, deadline: Instant): T.Task<BatchResponse> => {
  const reporter = reporterOf(batch)
  return pipe(
    T.fromIO(IO.traverseArray(ports.log)(received(batch))),
    T.flatMap(() => T.traverseArray(runApart({ ...ports, reporter }, deadline))(batch.jobs)),
    T.map(() => reporter.response()),
    T.tapIO(({ batchItemFailures: { length } }) => ports.log({ _tag: 'Returned', messages: length, of: batch.messages.length })),
  )
}

const answer = ({ _tag, messages }: Delivery, response: BatchResponse): BatchResponse | undefined => {
  if (_tag === 'Queued') return response
  const { length } = response.batchItemFailures
  return length === 0 ? undefined : failInvocation(`${length} of ${messages.length} events could not be dealt with; the log says why.`)
}

/**
 * Makes the function that Lambda calls with messages of a queue, or with an event itself. It resolves with the messages that are to
 * come back to the queue; it rejects where an event tells of nothing that could be invalidated, or has not got
 * all that it wants and came from no queue: Lambda then invokes it again with the same event.
 */
export const s3EventsHandler =
  (ports: BatchPorts, origins: ReadonlyArray<Origin>) =>
  async (event: unknown, context: LambdaContext): Promise<BatchResponse | undefined> => {
    const deadline = ports.clock.now() + context.getRemainingTimeInMillis()
    const delivery = readDelivery(event, context.awsRequestId)
    if (E.isLeft(delivery)) {
      ports.log({ _tag: 'EventRefused', reason: delivery.left })()
      return failInvocation(delivery.left)
    }
    const batch = batchOf(origins, delivery.right.messages, accountOf(context.invokedFunctionArn))
    return answer(delivery.right, await runBatch(ports, batch, deadline)())
  }
