import { type ChildProcess, fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { type TimeLapse, timeLapse } from './time-lapse.ts'

/** How an invocation ended. */
type Outcome =
  | { readonly _tag: 'Resolved'; readonly value: unknown }
  | { readonly _tag: 'Rejected'; readonly error: string }
  | { readonly _tag: 'TimedOut' }
  | { readonly _tag: 'Crashed' }

/** An invocation, with the lines that the function wrote to its log. */
export interface Invocation {
  readonly outcome: Outcome
  readonly lines: ReadonlyArray<string>
}

/** A bundle in its own process, which stays warm between invocations as on Lambda. */
export interface LocalFunction {
  /** `timeout` is in milliseconds of the function's clock. After a timeout the process is killed, and the next invocation starts cold. */
  readonly invoke: (event: unknown, timeout?: number) => Promise<Invocation>
  /** Kills the process immediately, as Lambda does when it runs out of memory. */
  readonly kill: () => Promise<void>
  readonly close: () => Promise<void>
}

const runtime = new URL('runtime.mjs', import.meta.url)

/** The environment variables that Lambda sets, and the local AWS's endpoint. */
const environment = (endpoint: string, time: TimeLapse): Record<string, string> => ({
  AWS_LAMBDA_RUNTIME_API: '127.0.0.1:9001',
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'ASIALOCALFUNCTION',
  AWS_SECRET_ACCESS_KEY: 'local-function-secret',
  AWS_SESSION_TOKEN: 'local-function-token',
  AWS_ENDPOINT_URL: endpoint,
  TIME_LAPSE_ORIGIN: String(time.origin),
  TIME_LAPSE_FACTOR: String(time.factor),
  TIME_LAPSE_SKIPPED: String(time.skipped()),
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
})

interface Environment {
  readonly child: ChildProcess
  readonly lines: string[]
}

const stop = async ({ child }: Environment): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill('SIGKILL')
  await exited
}

/** Whether a line marks the end of an invocation. */
const isEnd = (line: string): boolean => line.startsWith('END ')

/** Extra real milliseconds before a timeout, because this machine may be slower than Lambda. */
const grace = 1_000

/**
 * Runs a bundle as a Lambda function. `bundle` is the path of an ES module that exports `handler`, `endpoint` is the local
 * AWS's URL, `variables` are the environment variables of the function's configuration, and `onLine` is called for each line
 * of its log as soon as it is written.
 */
export const localFunction = (
  bundle: string,
  endpoint: string,
  time: TimeLapse = timeLapse(),
  variables: Readonly<Record<string, string>> = {},
  onLine?: (line: string) => void,
): LocalFunction => {
  let warm: Environment | undefined

  const start = async (): Promise<Environment> => {
    const env = { ...environment(endpoint, time), ...variables }
    const child = fork(runtime, [bundle], { env, execArgv: [], silent: true })
    const lines: string[] = []
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue
      createInterface({ input: stream }).on('line', line => {
        lines.push(line)
        if (!isEnd(line)) onLine?.(line)
      })
    }
    await Promise.race([once(child, 'message'), once(child, 'close')])
    return { child, lines }
  }

  const outcomeOf = ({ child, lines }: Environment, requestId: string, timeout: number): Promise<Outcome> =>
    new Promise(resolve => {
      const timer = setTimeout(() => resolve({ _tag: 'TimedOut' }), timeout / time.factor + grace)
      const settle = (outcome: Outcome): void => {
        clearTimeout(timer)
        resolve(outcome)
      }
      const crashed = (): void => settle({ _tag: 'Crashed' })
      if (child.exitCode !== null) return crashed()
      child.once('close', crashed)
      child.once('message', ({ outcome }: { outcome: Outcome }) => {
        child.off('close', crashed)
        const whenLogged = (): void => (lines.includes(`END RequestId: ${requestId}`) ? settle(outcome) : void setImmediate(whenLogged))
        whenLogged()
      })
    })

  return {
    invoke: async (event, timeout = 60_000) => {
      warm ??= await start()
      const environment = warm
      const requestId = randomUUID()
      const ended = outcomeOf(environment, requestId, timeout)
      if (environment.child.connected) environment.child.send({ requestId, event, timeout, skipped: time.skipped() })
      const outcome = await ended
      if (outcome._tag === 'TimedOut' || outcome._tag === 'Crashed') {
        warm = undefined
        await stop(environment)
      }
      const lines = environment.lines.splice(0).filter(line => !isEnd(line))
      return { outcome, lines }
    },
    kill: async () => {
      if (warm) await stop(warm)
    },
    close: async () => {
      if (warm) await stop(warm)
    },
  }
}
