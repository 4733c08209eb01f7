import type { CloudFrontOptions } from '../../../local/aws/cloudfront-state.ts'
import { completed, type SomeReadings } from '../../../local/aws/readings.ts'
import { ownAccount } from '../../../src/adapters/aws/account.ts'
import { cloudFrontInvalidator } from '../../../src/adapters/cloudfront/cloudfront-invalidator.ts'
import { codePipelineHistory } from '../../../src/adapters/codepipeline/codepipeline-history.ts'
import { codePipelineReporter } from '../../../src/adapters/codepipeline/codepipeline-reporter.ts'
import { s3ArtifactStore } from '../../../src/adapters/s3/s3-artifact-store.ts'
import type { FetchingPorts } from '../../../src/application/ports.ts'
import type { LambdaContext } from '../../../src/entrypoints/lambda.ts'
import { type MemoryClock, memoryClock } from '../../../src/testing/fakes/clock.ts'
import { type MemoryLog, memoryLog } from '../../../src/testing/fakes/log.ts'
import { randomFrom } from '../random.ts'
import { type Patience, type SimulatedAws, simulatedAws } from '../simulators/sdk.ts'

/** The call of a port at which a process ends, and whether it ends before or after the call. */
export interface CrashPoint {
  readonly call: number
  readonly when: 'before' | 'after'
}

/** One invocation of a function, with its own clock. */
interface Sandbox {
  readonly ports: FetchingPorts
  readonly context: LambdaContext
  /** Resolves if the process ends. */
  readonly crashed: Promise<'crashed'>
  /** Whether the invocation has lasted longer than its timeout. */
  readonly overran: () => boolean
}

/** The real adapters on a simulated AWS. Only the clients of the SDK are not real. */
export interface AwsWorld {
  readonly readings: SomeReadings
  readonly clock: MemoryClock
  readonly aws: SimulatedAws
  readonly log: MemoryLog
  /** `skew` is how far the sandbox's clock is ahead, in milliseconds. */
  readonly sandbox: (crash: CrashPoint | undefined, skew: number) => Sandbox
}

interface Options extends Omit<CloudFrontOptions, 'now' | 'readings'> {
  readonly readings: SomeReadings
  readonly seed: number
}

/** The timeout of the function, in milliseconds. */
const timeout = 60_000

type Task<A> = () => Promise<A>

/** Every method of a port, changed. Its last argument is how long it may take, in milliseconds. */
const withMethods = <P extends object>(port: P, change: (task: Task<unknown>, within: number) => Task<unknown>): P =>
  Object.fromEntries(
    Object.entries(port).map(([name, method]) => [
      name,
      typeof method === 'function' ? (...args: ReadonlyArray<unknown>) => change(method(...args), Number(args.at(-1))) : method,
    ]),
  ) as P

/** A new promise each time: one that all share would keep all that waits for it in memory. */
const never = (): Promise<never> => new Promise(() => undefined)

/** Starts a world at a time that is plausible for real clocks. */
export const awsWorld = ({ readings, seed, ...options }: Options): AwsWorld => {
  const clock = memoryClock(1_800_000_000_000)
  const random = randomFrom(seed)
  const log = memoryLog()
  const aws = simulatedAws({ ...options, clock, readings: completed(readings), random })

  const sandbox: AwsWorld['sandbox'] = (crash, skew) => {
    const patience: Patience = { until: Number.POSITIVE_INFINITY }
    const clients = aws.clients(patience)
    const account = ownAccount()
    const startedAt = clock.now()
    let calls = 0
    let end = (_: 'crashed'): void => undefined
    let hasEnded = false
    const crashed = new Promise<'crashed'>(resolve => {
      end = resolve
    })
    const endProcess = (): Promise<never> => {
      hasEnded = true
      end('crashed')
      return never()
    }
    const mortal =
      <A>(task: Task<A>): Task<A> =>
      async () => {
        if (hasEnded) return never()
        calls += 1
        const isHere = calls === crash?.call
        if (isHere && crash?.when === 'before') return endProcess()
        const result = await task()
        if (isHere) return endProcess()
        return hasEnded ? never() : result
      }
    const guarded = <P extends object>(port: P): P =>
      withMethods(port, (task, within) =>
        mortal(() => {
          patience.until = clock.now() + within
          return task()
        }),
      )
    return {
      ports: {
        cdn: guarded(cloudFrontInvalidator(clients.cloudFrontFor, account)),
        reporter: guarded(codePipelineReporter(clients.codePipeline)),
        artifacts: guarded(s3ArtifactStore(clients.s3For)),
        history: guarded(codePipelineHistory(clients.codePipeline, 'eu-west-1', account)),
        clock: { now: () => clock.now() + skew, pause: milliseconds => mortal(clock.pause(milliseconds)) },
        random,
        log: log.log,
      },
      context: {
        awsRequestId: 'request',
        invokedFunctionArn: 'arn:aws:lambda:eu-west-1:111111111111:function:f',
        getRemainingTimeInMillis: () => startedAt + timeout - clock.now(),
      },
      crashed,
      overran: () => clock.now() > startedAt + timeout,
    }
  }

  return { readings, clock, aws, log, sandbox }
}
