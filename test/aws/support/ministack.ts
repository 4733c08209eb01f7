import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { delimiter, dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../../..', import.meta.url))
const tools = join(root, '.venv', 'bin')

export const region = 'eu-west-1'

/** A running MiniStack, an emulator of AWS, on a loopback port, and the environment with which tools call it. */
export interface MiniStack {
  readonly endpoint: string
  /** A temporary folder that is removed on close. */
  readonly home: string
  /** Environment variables for the AWS CLI and the SAM CLI, as the root user of `account`. */
  readonly environment: (account?: string) => NodeJS.ProcessEnv
  readonly close: () => Promise<void>
}

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address ? address.port : 0
}

const answers = async (url: string): Promise<boolean> =>
  fetch(url).then(
    ({ ok }) => ok,
    () => false,
  )

const until = async (isReady: () => Promise<boolean>, child: ChildProcess, log: string): Promise<void> => {
  for (const deadline = Date.now() + 60_000; !(await isReady()); await pause(200)) {
    if (Date.now() > deadline || child.exitCode !== null) throw new Error(`MiniStack did not start; see ${log}`)
  }
}

/** The account that tests deploy to. */
export const account = '000000000000'

/**
 * Starts MiniStack. It checks signatures and permissions as AWS does (`AUTH`): a deployed function has only the permissions of its
 * role. Functions run on the Node.js version that runs the tests.
 */
export const startMiniStack = async (): Promise<MiniStack> => {
  mkdirSync(join(root, '.ministack'), { recursive: true })
  const home = mkdtempSync(join(root, '.ministack', 'run-'))
  // MiniStack starts functions with a CommonJS script, which the package.json of this project would treat as a module.
  writeFileSync(join(home, 'package.json'), '{}')
  const port = await freePort()
  const endpoint = `http://127.0.0.1:${port}`
  const path = [dirname(process.execPath), tools, process.env['PATH']].join(delimiter)
  const child = spawn(join(tools, 'ministack'), [], {
    cwd: home,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: path,
      HOME: home,
      TMPDIR: home,
      AUTH: 'true',
      BIND_HOST: '127.0.0.1',
      GATEWAY_PORT: String(port),
      IOT_MTLS_ENABLED: 'false',
      MINISTACK_ACCOUNT_ID: account,
      MINISTACK_REGION: region,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
    },
  })
  const log = join(root, '.ministack', 'ministack.log')
  const lines = createWriteStream(log)
  child.stdout.pipe(lines)
  child.stderr.pipe(lines)
  const exited = once(child, 'exit')
  /** Kills its process group, which includes the functions that it runs. */
  const kill = (): void => {
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) process.kill(-child.pid, 'SIGKILL')
  }
  // Also stops it if the test run is interrupted.
  process.once('exit', kill)
  const close = async (): Promise<void> => {
    kill()
    await exited
    process.off('exit', kill)
    rmSync(home, { recursive: true, force: true })
  }
  try {
    await until(() => answers(`${endpoint}/_ministack/health`), child, log)
  } catch (error) {
    await close()
    throw error
  }
  // Prevents the SAM CLI from checking for a newer version.
  mkdirSync(join(home, '.aws-sam'))
  writeFileSync(join(home, '.aws-sam', 'metadata.json'), JSON.stringify({ lastVersionCheck: Date.now() / 1_000 }))
  return {
    endpoint,
    home,
    environment: (as = account) => ({
      PATH: path,
      HOME: home,
      TMPDIR: home,
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: region,
      AWS_DEFAULT_REGION: region,
      AWS_ACCESS_KEY_ID: as,
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_PAGER: '',
      SAM_CLI_TELEMETRY: '0',
    }),
    close,
  }
}
