import type { Rehearsable } from '../adapters/aws/rehearsing-handler.ts'
import type { Log } from '../ports/log.ts'
import type { LambdaContext } from './lambda.ts'

/** A log for rehearsals: it writes nothing. */
export const silent: Log = () => () => undefined

/** The context of a rehearsed invocation. Its remaining milliseconds bound the rehearsal. */
export const rehearsalContext: LambdaContext = {
  awsRequestId: 'rehearsal',
  invokedFunctionArn: '',
  getRemainingTimeInMillis: () => 5_000,
}

/**
 * Runs an invocation without sending any of its calls, so that the first real one finds its code compiled and its connections open. Lambda
 * gives a function a whole core until it is ready, and then a share that depends on its memory. Never rejects: the function must start anyway.
 * Does nothing outside Lambda, where a program imports a handler to test it, or to call it later.
 */
export const rehearse = async (parts: ReadonlyArray<Rehearsable>, invoke: () => Promise<unknown>): Promise<void> => {
  if (process.env['AWS_LAMBDA_RUNTIME_API'] === undefined) return
  try {
    await parts.reduce((run, part) => () => part.rehearse(run), invoke)()
  } catch {
    // The first real invocation is slower, and otherwise the same.
  }
}
