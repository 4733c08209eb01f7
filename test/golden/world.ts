import { fileURLToPath } from 'node:url'
import type { CloudFrontOptions } from '../../local/aws/cloudfront.ts'
import { type LocalAws, startLocalAws } from '../../local/aws/server.ts'
import { type Invocation, type LocalFunction, localFunction } from '../../local/lambda/function.ts'
import type { TimeLapse } from '../../local/lambda/time-lapse.ts'
import { type RecordedRequest, startRecorder } from './recorder.ts'

/** One invocation as it looked from outside. */
export interface RecordedInvocation {
  readonly requests: ReadonlyArray<RecordedRequest>
  readonly outcome: Invocation['outcome']
}

/** A built function in virtual time, and a local AWS behind a recorder. */
export interface Stage {
  readonly aws: LocalAws
  /** Invokes the function. `timeout` is in milliseconds of its own clock. */
  readonly invoke: (event: unknown, timeout?: number) => Promise<RecordedInvocation>
  /** Moves the clock while no invocation runs, in milliseconds. */
  readonly wait: (milliseconds: number) => void
}

/** When every test begins: 2026-11-22 12:00:00 UTC, in milliseconds since 1970. */
const origin = 1_795_348_800_000

const virtualTime = fileURLToPath(new URL('virtual-time.mjs', import.meta.url))

/**
 * Keeps one function for the tests of a suite. Each test gets its own AWS, and starts at `origin`, so that it does not
 * depend on the tests before it. `variables` are those of the function's configuration.
 */
export const stagePerTest = (
  bundle: string,
  variables: Readonly<Record<string, string>> = {},
): ((options?: CloudFrontOptions) => Promise<Stage>) => {
  let now = origin
  let recorder: Awaited<ReturnType<typeof startRecorder>>
  let lambda: LocalFunction | undefined
  let aws: LocalAws | undefined

  const wait = (milliseconds: number): void => {
    now += milliseconds
  }
  const time: TimeLapse = {
    origin,
    // Only bounds how long an invocation may take on the wall clock: ten times its timeout, for a busy machine.
    factor: 0.1,
    now: () => now,
    pause: async milliseconds => wait(milliseconds),
    skip: wait,
    skipped: () => now - origin,
  }

  before(async () => {
    recorder = await startRecorder(origin, seen => {
      now = seen
    })
  })
  afterEach(async () => {
    // The function keeps the credentials of a role, and no test may find those of another.
    if (aws && aws.sts.assumed().length > 0) {
      await lambda?.close()
      lambda = undefined
    }
    await aws?.close()
    aws = undefined
  })
  after(async () => {
    await lambda?.close()
    await recorder.close()
  })

  return async options => {
    now = origin
    const started = await startLocalAws({ ...options, now: time.now })
    aws = started
    recorder.forwardTo(started.endpoint)
    lambda ??= localFunction(virtualTime, recorder.endpoint, time, { ...variables, BUNDLE: bundle })
    const { invoke } = lambda
    return {
      aws: started,
      wait,
      invoke: async (event, timeout) => {
        const { outcome } = await invoke(event, timeout)
        return { requests: recorder.take(), outcome }
      },
    }
  }
}
