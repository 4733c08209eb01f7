import { runJob } from '../../../src/application/run-job.ts'
import type { Answer } from '../../../src/domain/job/answer.ts'
import type { Instant } from '../../../src/domain/job/context.ts'
import { knownArtifact } from '../builders/artifacts.ts'
import { knownJob, type World } from '../worlds/world.ts'
import { type CrashPoint, crashingAt } from './crashing.ts'

/** One delivery of a job's event to the function. */
interface Delivery {
  readonly jobId: string
  readonly continuationToken: string | undefined
}

/** What happens to the delivery of an event: a crash, a duplicate at the same time, or a redelivery after the answer. */
export interface DeliveryFaults {
  readonly crash: CrashPoint | undefined
  readonly duplicated: boolean
  readonly redelivered: boolean
}

/** What was observed of one invocation. `paused` is in milliseconds; `overran` means that it ended after its deadline. */
interface InvocationRun {
  readonly paused: number
  readonly overran: boolean
}

/** What was observed of an action: its final answer, how many jobs it took, and its invocations. */
export interface ActionOutcome {
  readonly final: Answer | undefined
  readonly jobs: number
  readonly runs: ReadonlyArray<InvocationRun>
}

const timeout = 60_000
const maxInvocations = 2_000

const jobIdAt = (index: number): string => (index === 0 ? knownJob : `22222222-abcd-1111-abcd-${String(index).padStart(12, '0')}`)

/**
 * Simulates CodePipeline and Lambda on fakes, in virtual time. Delivers the job, redelivers it after a crash, and delivers the next job
 * after a continuation, until there is a final answer. Only the ports are fakes. `interval` is the time between jobs in milliseconds.
 */
export const simulatePipeline = async (
  world: World,
  parameters: string,
  faults: ReadonlyArray<DeliveryFaults>,
  interval = 30_000,
): Promise<ActionOutcome> => {
  const runs: InvocationRun[] = []
  let current: Delivery = { jobId: knownJob, continuationToken: undefined }
  let jobs = 1

  const invoke = async (delivery: Delivery, crash: CrashPoint | undefined): Promise<void> => {
    const { ports, paused } = crashingAt(world.ports, crash)
    const deadline: Instant = world.clock.now() + timeout
    await runJob(ports)(
      { id: delivery.jobId, continuationToken: delivery.continuationToken, parameters, artifacts: [knownArtifact] },
      deadline,
    )().catch(() => undefined)
    runs.push({ paused: paused(), overran: world.clock.now() > deadline })
  }

  for (let invocation = 0; invocation < maxInvocations; invocation += 1) {
    const fault = faults[invocation]
    await Promise.all([invoke(current, fault?.crash), ...(fault?.duplicated ? [invoke(current, undefined)] : [])])
    const answer = world.reporter.answers.get(current.jobId)
    if (answer === undefined) continue
    if (fault?.redelivered) await invoke(current, undefined)
    if (answer._tag !== 'Continuation') return { final: answer, jobs, runs }
    current = { jobId: jobIdAt(jobs), continuationToken: answer.token }
    world.reporter.offer(current.jobId)
    world.clock.advance(interval)
    jobs += 1
  }
  return { final: undefined, jobs, runs }
}
