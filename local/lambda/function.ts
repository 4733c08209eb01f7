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

/** An invocation, with all that the function wrote while it ran. */
export interface Invocation {
  readonly outcome: Outcome
  readonly lines: ReadonlyArray<string>
}

/** A bundle in a process of its own that lives from one invocation to the next, as Lambda keeps it. */
export interface LocalFunction {
  /** `timeout` in milliseconds of the function's clock. What takes longer is ended with its process; the next invocation starts cold. */
  readonly invoke: (event: unknown, timeout?: number) => Promise<Invocation>
  /** Ends the process in the middle of whatever it does, as a lack of memory would. */
  readonly kill: () => Promise<void>
  readonly close: () => Promise<void>
}

const runtime = new URL('runtime.mjs', import.meta.url)

/** What the function finds in its environment: Lambda's credentials, and where the local AWS listens. */
const environment = (endpoint: string, time: TimeLapse): Record<string, string> => ({
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

/** Beyond its timeout a function is left so many milliseconds of the wall's clock, since this machine is no Lambda. */
const grace = 1_000

/**
 * `bundle` is the path of the ES module that exports `handler`; `endpoint` that of the local AWS; `variables` are those
 * of the function's own configuration.
 */
export const localFunction = (
  bundle: string,
  endpoint: string,
  time: TimeLapse = timeLapse(),
  variables: Readonly<Record<string, string>> = {},
): LocalFunction => {
  let warm: Environment | undefined

  const start = async (): Promise<Environment> => {
    const env = { ...environment(endpoint, time), ...variables }
    const child = fork(runtime, [bundle], { env, execArgv: [], silent: true })
    const lines: string[] = []
    for (const stream of [child.stdout, child.stderr]) {
      if (stream) createInterface({ input: stream }).on('line', line => lines.push(line))
    }
    await Promise.race([once(child, 'message'), once(child, 'close')])
    return { child, lines }
  }

  const ended = ({ child, lines }: Environment, requestId: string, timeout: number): Promise<Outcome> =>
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
      const outcome = ended(environment, requestId, timeout)
      if (environment.child.connected) environment.child.send({ requestId, event, timeout, skipped: time.skipped() })
      const how = await outcome
      if (how._tag === 'TimedOut' || how._tag === 'Crashed') {
        warm = undefined
        await stop(environment)
      }
      const lines = environment.lines.splice(0).filter(line => !line.startsWith('END '))
      return { outcome: how, lines }
    },
    kill: async () => {
      if (warm) await stop(warm)
    },
    close: async () => {
      if (warm) await stop(warm)
    },
  }
}
