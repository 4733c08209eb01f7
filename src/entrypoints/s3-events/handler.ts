import * as E from 'fp-ts/lib/Either.js'
import type { OwnAccount } from '../../adapters/aws/account.ts'
import { type InvocationEvent, readInvocationEvent } from '../../adapters/s3-events/invocation-event.ts'
import { type BatchResponse, toBatchResponse } from '../../adapters/sqs/batch-reporter.ts'
import type { Ports } from '../../application/ports.ts'
import { runBatch } from '../../application/run-batch.ts'
import { batchOf } from '../../domain/batch/batch-of.ts'
import { isolate } from '../../domain/batch/isolation.ts'
import type { Origin } from '../../domain/batch/origin.ts'
import { failInvocation, type LambdaContext } from '../lambda.ts'

const respond = ({ _tag, messages }: InvocationEvent, unfinished: ReadonlyArray<string>): BatchResponse | undefined => {
  if (_tag === 'Queued') return toBatchResponse(unfinished)
  const { length } = unfinished
  return length === 0 ? undefined : failInvocation(`${length} of ${messages.length} events were not handled; the log says why.`)
}

/**
 * The Lambda handler for S3 events. Invoked by a queue, it resolves with the messages to return to the queue. Invoked directly, it
 * rejects if the event was not handled completely. It also rejects an event of any other kind. Lambda retries rejected events.
 */
export const s3EventsHandler =
  (ports: Ports, origins: ReadonlyArray<Origin>, ownAccount: Pick<OwnAccount, 'learnFrom'>) =>
  async (event: unknown, context: LambdaContext): Promise<BatchResponse | undefined> => {
    ownAccount.learnFrom(context.invokedFunctionArn)
    const deadline = ports.clock.now() + context.getRemainingTimeInMillis()
    const decoded = readInvocationEvent(event, context.awsRequestId)
    if (E.isLeft(decoded)) {
      ports.log({ _tag: 'EventRejected', reason: decoded.left })()
      return failInvocation(decoded.left)
    }
    const { due, heldBack } = isolate(decoded.right.messages)
    const messages = due.map(({ id, read }) => ({ id, content: read() }))
    const batch = batchOf(
      ports.cdn.capabilities.paths,
      origins,
      messages,
      heldBack.map(({ id }) => id),
    )
    return respond(decoded.right, await runBatch(ports)(batch, deadline)())
  }
