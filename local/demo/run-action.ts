import { randomUUID } from 'node:crypto'
import type { JobResult } from '../aws/codepipeline-state.ts'
import { continued, jobIdOf } from '../aws/job-event.ts'
import type { LocalAws } from '../aws/server.ts'
import { invokeAsynchronously } from '../lambda/asynchronous.ts'
import type { Invocation, LocalFunction } from '../lambda/function.ts'

/** One job of an action; each continuation is another job. Without a result, the pipeline waits until the action times out. */
interface JobRun {
  readonly jobId: string | undefined
  readonly invocations: ReadonlyArray<Invocation>
  readonly result: JobResult | undefined
}

/** All jobs of a pipeline's invoke action, and the result of the last one. */
export interface ActionRun {
  readonly jobs: ReadonlyArray<JobRun>
  readonly result: JobResult | undefined
}

type Invocable = Pick<LocalFunction, 'invoke'>

interface Options {
  /** Another instance of the function, which receives each event at the same time. */
  readonly twin?: Invocable | undefined
  /** Called before each continued job, with its number: 1 for the first continuation. */
  readonly beforeJob?: (number: number) => Promise<void> | void
}

const runJob = async (aws: LocalAws, instances: ReadonlyArray<Invocable>, event: unknown): Promise<JobRun> => {
  const jobId = jobIdOf(event)
  if (jobId !== undefined) aws.codepipeline.offer(jobId)
  const invocations = await Promise.all(instances.map(lambda => invokeAsynchronously(lambda, event)))
  return { jobId, invocations: invocations.flat(), result: jobId === undefined ? undefined : aws.codepipeline.resultOf(jobId) }
}

/**
 * Plays CodePipeline and Lambda: registers the job, invokes the function with Lambda's retries, and starts another job for
 * each result that has a continuation token.
 */
export const runAction = async (
  aws: LocalAws,
  lambda: Invocable,
  event: unknown,
  { beforeJob, twin }: Options = {},
): Promise<ActionRun> => {
  const jobs: JobRun[] = []
  const instances = twin === undefined ? [lambda] : [lambda, twin]
  for (let next: unknown = event; next !== undefined; ) {
    if (jobs.length > 0) await beforeJob?.(jobs.length)
    const job = await runJob(aws, instances, next)
    jobs.push(job)
    const token = job.result?.continuationToken
    next = token === undefined ? undefined : continued(event, randomUUID(), token)
  }
  return { jobs, result: jobs.at(-1)?.result }
}
