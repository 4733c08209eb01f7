import type { Invocation, LocalFunction } from './function.ts'

/** Lambda retries a failed asynchronous invocation twice. https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html */
const maxAttempts = 3

/** Invokes asynchronously, as CodePipeline, S3 and EventBridge do, with Lambda's retries. */
export const invokeAsynchronously = async (lambda: Pick<LocalFunction, 'invoke'>, event: unknown): Promise<ReadonlyArray<Invocation>> => {
  const invocations: Invocation[] = []
  do {
    invocations.push(await lambda.invoke(event))
  } while (invocations.at(-1)?.outcome._tag !== 'Resolved' && invocations.length < maxAttempts)
  return invocations
}
