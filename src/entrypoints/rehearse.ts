import type { Rehearsable } from '../adapters/aws/rehearsing-handler.ts'
import type { Log } from '../ports/log.ts'
import type { LambdaContext } from './lambda.ts'

/** A rehearsal is in no log. */
export const silent: Log = () => () => undefined

/** The context of a rehearsed invocation. Its time bounds how long a function takes to start, in milliseconds. */
export const rehearsalContext: LambdaContext = {
  awsRequestId: 'rehearsal',
  invokedFunctionArn: '',
  getRemainingTimeInMillis: () => 5_000,
}

/**
 * Runs an invocation while nothing it calls is sent, so that the first real one finds its code compiled and its connections open. Lambda gives a
 * function a whole core until it is ready, and afterwards a share by its memory. Never rejects: a function must start without it, too.
 */
export const rehearse = async (parts: ReadonlyArray<Rehearsable>, invoke: () => Promise<unknown>): Promise<void> => {
  try {
    await parts.reduce((run, part) => () => part.rehearse(run), invoke)()
  } catch {
    // The first real invocation then does what was not rehearsed.
  }
}
