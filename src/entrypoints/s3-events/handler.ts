import * as E from 'fp-ts/lib/Either.js'
import { type InvocationEvent, readInvocationEvent } from '../../adapters/s3-events/invocation-event.ts'
import { type BatchResponse, toBatchResponse } from '../../adapters/sqs/batch-reporter.ts'
import type { Ports } from '../../application/ports.ts'
import { runBatch } from '../../application/run-batch.ts'
import { batchOf } from '../../domain/batch/batch-of.ts'
import type { Origin } from '../../domain/batch/origin.ts'
import { accountOf } from '../../domain/cdn/caller.ts'
import { failInvocation } from '../lambda/fail-invocation.ts'
import type { LambdaContext } from '../lambda/lambda-context.ts'

const answer = ({ _tag, messages }: InvocationEvent, unfinished: ReadonlyArray<string>): BatchResponse | undefined => {
  if (_tag === 'Queued') return toBatchResponse(unfinished)
  const { length } = unfinished
  return length === 0 ? undefined : failInvocation(`${length} of ${messages.length} events could not be dealt with; the log says why.`)
}

/**
 * Makes the function that Lambda calls with messages of a queue, or with an event itself. It resolves with the messages that are to
 * come back to the queue; it rejects where an event tells of nothing that could be invalidated, or has not got
 * all that it wants and came from no queue: Lambda then invokes it again with the same event.
 */
export const s3EventsHandler =
  (ports: Ports, origins: ReadonlyArray<Origin>) =>
  async (event: unknown, context: LambdaContext): Promise<BatchResponse | undefined> => {
    const deadline = ports.clock.now() + context.getRemainingTimeInMillis()
    const delivery = readInvocationEvent(event, context.awsRequestId)
    if (E.isLeft(delivery)) {
      ports.log({ _tag: 'EventRejected', reason: delivery.left })()
      return failInvocation(delivery.left)
    }
    const batch = batchOf(origins, delivery.right.messages, accountOf(context.invokedFunctionArn))
    return answer(delivery.right, await runBatch(ports)(batch, deadline)())
  }
