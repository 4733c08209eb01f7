import type { JobResult } from './aws/codepipeline.ts'
import type { LocalAws } from './aws/server.ts'
import { jobIdOf } from './job-event.ts'
import type { Invocation, LocalFunction } from './lambda/function.ts'

/** What a pipeline's invoke action came to. Without a result the pipeline would wait for it until it times out. */
export interface ActionRun {
  readonly invocations: ReadonlyArray<Invocation>
  readonly result: JobResult | undefined
}

/** Lambda repeats an asynchronous invocation that failed twice. https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html */
const mostInvocations = 3

/** Plays CodePipeline and Lambda: makes the job known, invokes the function, again if that fails, and takes the job's result. */
export const runAction = async (aws: LocalAws, lambda: LocalFunction, event: unknown): Promise<ActionRun> => {
  const jobId = jobIdOf(event)
  if (jobId !== undefined) aws.codepipeline.offer(jobId)
  const invocations: Invocation[] = []
  do {
    invocations.push(await lambda.invoke(event))
  } while (invocations.at(-1)?.outcome._tag !== 'Resolved' && invocations.length < mostInvocations)
  return { invocations, result: jobId === undefined ? undefined : aws.codepipeline.resultOf(jobId) }
}
