import type { Invocation, LocalFunction } from './function.ts'

/** Lambda repeats an asynchronous invocation that failed twice. https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html */
const mostInvocations = 3

/** Invokes as a service does that takes no answer, such as CodePipeline, S3 or EventBridge: again where it fails. */
export const invokeAsynchronously = async (lambda: Pick<LocalFunction, 'invoke'>, event: unknown): Promise<ReadonlyArray<Invocation>> => {
  const invocations: Invocation[] = []
  do {
    invocations.push(await lambda.invoke(event))
  } while (invocations.at(-1)?.outcome._tag !== 'Resolved' && invocations.length < mostInvocations)
  return invocations
}
