import { runJob } from '../../src/application/run-job.ts'
import type { Answer } from '../../src/domain/job/answer.ts'
import type { Instant } from '../../src/domain/job/context.ts'
import { knownArtifact } from './artifacts.ts'
import { type CrashPoint, crashingAt } from './crashing.ts'
import { knownJob, type World } from './world.ts'

/** One delivery of a job's event to the function. */
interface Delivery {
  readonly jobId: string
  readonly continuationToken: string | undefined
}

/** How the deliveries of an event go: it may come twice at once, come again when it is long done, and meet a crash. */
export interface Trip {
  readonly crash: CrashPoint | undefined
  readonly twice: boolean
  readonly again: boolean
}

/** One invocation, as it looked from outside. */
interface Run {
  readonly paused: number
  readonly overran: boolean
}

/** What a pipeline saw of an action. */
export interface Played {
  readonly final: Answer | undefined
  readonly jobs: number
  readonly runs: ReadonlyArray<Run>
}

const timeout = 60_000
const mostInvocations = 2_000

const jobIdAt = (index: number): string => (index === 0 ? knownJob : `22222222-abcd-1111-abcd-${String(index).padStart(12, '0')}`)

/**
 * Plays CodePipeline and Lambda on fakes, in virtual time: delivers the job, again after each crash, the continued job
 * after each hand-over, until there is a final answer. The service itself runs, its ports alone are fakes.
 */
export const play = async (world: World, parameters: string, trips: ReadonlyArray<Trip>, interval = 30_000): Promise<Played> => {
  const runs: Run[] = []
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

  for (let invocation = 0; invocation < mostInvocations; invocation += 1) {
    const trip = trips[invocation]
    await Promise.all([invoke(current, trip?.crash), ...(trip?.twice ? [invoke(current, undefined)] : [])])
    const answer = world.reporter.answers.get(current.jobId)
    if (answer === undefined) continue
    if (trip?.again) await invoke(current, undefined)
    if (answer._tag !== 'Continuation') return { final: answer, jobs, runs }
    current = { jobId: jobIdAt(jobs), continuationToken: answer.token }
    world.reporter.offer(current.jobId)
    world.clock.advance(interval)
    jobs += 1
  }
  return { final: undefined, jobs, runs }
}
