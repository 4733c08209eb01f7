import { type ChildProcess, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** One cold start of a process, from its start to the answer. Milliseconds and MB. */
export interface Sample {
  /** Until the handler is loaded and ready. */
  readonly init: number
  /** The first invocation. */
  readonly call: number
  /** CPU time of all threads. */
  readonly cpu: number
  /** Peak of the resident memory. */
  readonly peak: number
}

const driver = fileURLToPath(new URL('driver.mjs', import.meta.url))

/**
 * The flags that Lambda starts Node.js with at 128 MB. They make loading built-in modules more than twice as expensive, because V8 rejects the
 * code cache that is built into Node.js.
 */
export const flags = ['--expose-gc', '--max-http-header-size=81920', '--max-semi-space-size=6', '--max-old-space-size=116']

const event = JSON.stringify({
  'CodePipeline.job': {
    id: '11111111-abcd-1111-abcd-111111abcdef',
    accountId: '111111111111',
    data: {
      actionConfiguration: { configuration: { FunctionName: 'f', UserParameters: '{"distributionId": "E1", "items": ["/a", "/b/*"]}' } },
      inputArtifacts: [],
      outputArtifacts: [],
      artifactCredentials: { accessKeyId: 'A', secretAccessKey: 's', sessionToken: 't', expirationTime: 1_575_493_418_000 },
    },
  },
})

/** CloudFront and CodePipeline on this machine. */
export interface Services {
  /** The environment variables that make a program call them. */
  readonly environment: Readonly<Record<string, string>>
  readonly certificate: string
  /** The operations that were called since the last time. */
  readonly takeCalls: () => ReadonlyArray<string>
  readonly close: () => void
}

/** Starts both in a process of their own, with HTTPS and a host each, so that no connection is shared. */
export const startServices = async (): Promise<Services> => {
  const server: ChildProcess = fork(fileURLToPath(new URL('server.ts', import.meta.url)), { execArgv: [] })
  const [{ port, certificate }] = await once(server, 'message')
  const calls: string[] = []
  server.on('message', operation => calls.push(String(operation)))
  return {
    certificate,
    environment: {
      AWS_LAMBDA_RUNTIME_API: '127.0.0.1:9001',
      AWS_REGION: 'eu-west-1',
      AWS_DEFAULT_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'ASIABENCH',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_SESSION_TOKEN: 'token',
      AWS_ENDPOINT_URL_CLOUDFRONT: `https://localhost:${port}`,
      AWS_ENDPOINT_URL_CODEPIPELINE: `https://127.0.0.1:${port}`,
      AWS_SDK_JS_SUPPRESS_MAINTENANCE_MODE_MESSAGE: '1',
    },
    takeCalls: () => calls.splice(0),
    close: () => server.kill(),
  }
}

/** A share of a core: milliseconds on, and off, as the scheduler gives them to a function of 128 MB. */
const share = { on: 1.43, off: 18.57 }

const clock = new Int32Array(new SharedArrayBuffer(4))

/** Lets a process run for a fourteenth of the time, until it ends. */
const throttle = async (child: ChildProcess): Promise<void> => {
  while (child.exitCode === null && child.signalCode === null) {
    child.kill('SIGSTOP')
    await new Promise(resolve => setTimeout(resolve, share.off))
    child.kill('SIGCONT')
    // Blocks: a timer is not precise enough.
    Atomics.wait(clock, 0, 0, share.on)
    await new Promise(resolve => setImmediate(resolve))
  }
}

/** Starts a module once. When `throttled`, the process has 1/14 of a core once the handler is loaded. */
export const start = async (node: string, module: string, environment: NodeJS.ProcessEnv, throttled = false): Promise<Sample> => {
  const child = spawn(node, [...flags, driver, module, event, ...(throttled ? ['throttled'] : [])], { env: environment })
  let errors = ''
  child.stderr.on('data', text => {
    errors += text
  })
  child.stdout.once('data', () => {
    if (!throttled) return
    child.stdin.write('.')
    throttle(child).catch(() => undefined)
  })
  child.stdout.resume()
  await once(child, 'close')
  try {
    return JSON.parse(errors.trimEnd().split('\n').at(-1) ?? '')
  } catch {
    throw new Error(`${module}: ${errors}`)
  }
}

/** CPU milliseconds of all children that have ended, in steps of 10 ms. */
const cpuOfChildren = (): number => {
  const fields = readFileSync('/proc/self/stat', 'latin1')
    .replace(/^.*\) /s, '')
    .split(' ')
  return (Number(fields[13]) + Number(fields[14])) * 10
}

/** Runs the AWS CLI for the same invalidation. It has no handler that could be loaded before its call. */
export const startAwsCli = async (environment: NodeJS.ProcessEnv): Promise<Sample> => {
  const before = cpuOfChildren()
  const startedAt = performance.now()
  const child = spawn('aws', ['cloudfront', 'create-invalidation', '--distribution-id', 'E1', '--paths', '/a', '/b/*'], {
    env: environment,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`aws ended with ${code}`)
  return { init: Number.NaN, call: performance.now() - startedAt, cpu: cpuOfChildren() - before, peak: Number.NaN }
}
