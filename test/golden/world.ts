import { fileURLToPath } from 'node:url'
import type { CloudFrontOptions } from '../../local/aws/cloudfront-state.ts'
import { type LocalAws, startLocalAws } from '../../local/aws/server.ts'
import { type Invocation, type LocalFunction, localFunction } from '../../local/lambda/function.ts'
import type { TimeLapse } from '../../local/lambda/time-lapse.ts'
import { type RecordedRequest, startRecorder } from './recorder.ts'

/** What was observed of one invocation. */
export interface RecordedInvocation {
  readonly requests: ReadonlyArray<RecordedRequest>
  readonly outcome: Invocation['outcome']
}

/** A built function in virtual time, and a local AWS that it calls through a recorder. */
export interface GoldenWorld {
  readonly aws: LocalAws
  /** Invokes the function. `timeout` is in milliseconds of virtual time. */
  readonly invoke: (event: unknown, timeout?: number) => Promise<RecordedInvocation>
  /** Advances the clock between invocations, in milliseconds. */
  readonly wait: (milliseconds: number) => void
}

/** The start of every test: 2026-11-22 12:00:00 UTC, in milliseconds since 1970. */
const origin = 1_795_348_800_000

const virtualTime = fileURLToPath(new URL('virtual-time.mjs', import.meta.url))

/**
 * Starts one function for all tests of a suite. Each test has its own local AWS and starts at `origin`, so it does not depend on
 * earlier tests. `variables` are environment variables of the function.
 */
export const goldenWorldPerTest = (
  bundle: string,
  variables: Readonly<Record<string, string>> = {},
): ((options?: CloudFrontOptions) => Promise<GoldenWorld>) => {
  let now = origin
  let recorder: Awaited<ReturnType<typeof startRecorder>>
  let lambda: LocalFunction | undefined
  let aws: LocalAws | undefined

  const wait = (milliseconds: number): void => {
    now += milliseconds
  }
  const time: TimeLapse = {
    origin,
    // Only limits the real time of an invocation: to ten times its timeout, in case the machine is slow.
    factor: 0.1,
    now: () => now,
    pause: async milliseconds => wait(milliseconds),
    skip: wait,
    skipped: () => now - origin,
  }

  before(async () => {
    recorder = await startRecorder(origin, time => {
      now = time
    })
  })
  afterEach(async () => {
    // The function caches the credentials of a role. A test must not use those of an earlier test.
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
