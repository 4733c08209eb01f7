import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { zipSync } from 'fflate'
import type { LocalAws } from '../../../local/aws/server.ts'
import { cliBundle, githubActionBundle } from './bundle.ts'
import { ownKey } from './local-aws.ts'

/** The result of a run. */
export interface CliRun {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** An environment without anything of the machine's own, with credentials for the local AWS. */
export const cliEnvironment = {
  PATH: process.env['PATH'],
  HOME: '/nonexistent',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: ownKey,
  AWS_SECRET_ACCESS_KEY: 'secret',
}

/** How to run. */
interface CliOptions {
  readonly environment?: Readonly<Record<string, string | undefined>>
  readonly stdin?: string
}

/** Runs the command line. */
export type RunCli<O = CliOptions> = (args: ReadonlyArray<string>, options?: O) => Promise<CliRun>

interface ProcessOptions extends CliOptions {
  /** Called with the process as soon as it has started. */
  readonly onStart?: (child: ChildProcess) => void
}

const runProcess = async (
  command: string,
  args: ReadonlyArray<string>,
  { environment = {}, stdin = '', onStart }: ProcessOptions,
): Promise<CliRun> => {
  const child = spawn(command, [...args], { env: { ...cliEnvironment, ...environment } })
  onStart?.(child)
  child.stdin.end(stdin)
  const ended = new Promise<number | null>(resolve => child.on('close', resolve))
  const [code, stdout, stderr] = await Promise.all([ended, text(child.stdout), text(child.stderr)])
  return { code, stdout, stderr }
}

/** Runs the built command line as a process of its own. */
export const cliProcess: RunCli<ProcessOptions> = (args, options = {}) => runProcess(process.execPath, [cliBundle, ...args], options)

/** Runs the built GitHub Action as a runner would: without arguments. */
export const actionProcess = (environment: Readonly<Record<string, string>>): Promise<CliRun> =>
  runProcess(process.execPath, [githubActionBundle], { environment: { CI: 'true', GITHUB_ACTIONS: 'true', ...environment } })

/** Calls back once stderr has shown a text. */
export const onceShown = (child: ChildProcess, text: string, callback: () => void): void => {
  const onData = (data: unknown): void => {
    if (!String(data).includes(text)) return
    child.stderr?.off('data', onData)
    callback()
  }
  child.stderr?.on('data', onData)
}

/** Whether there is the program that runs another one in a pseudo-terminal: that of util-linux, which other systems lack. */
export const hasTerminal = spawnSync('script', ['--version']).status === 0

/** Runs the built command line in a pseudo-terminal. What the terminal gets is in `stdout`. */
export const cliInTerminal: RunCli<ProcessOptions> = (args, { environment = {}, ...options } = {}) => {
  const command = [process.execPath, cliBundle, ...args].map(word => `'${word}'`).join(' ')
  return runProcess('script', ['-qec', command, '/dev/null'], { ...options, environment: { TERM: 'xterm', ...environment } })
}

/** Runs the command line against a local AWS. */
export const onAws =
  <O>(runCli: RunCli<O>) =>
  (aws: LocalAws, args: ReadonlyArray<string>, options?: O): Promise<CliRun> =>
    runCli([...args, '--endpoint-url', aws.endpoint], options)

/** Files by name. */
type Files = Readonly<Record<string, string>>

/** A folder for the files of one suite. */
export interface Scratch {
  readonly path: (name: string) => string
  /** Writes a directory, and returns its path. */
  readonly directory: (name: string, files: Files) => string
  /** Writes a ZIP file, and returns its path. */
  readonly zip: (name: string, files: Files) => string
}

/** A folder that exists during the tests of one suite. */
export const scratchPerSuite = (): Scratch => {
  const folder = mkdtempSync(join(tmpdir(), 'cli-'))
  after(() => rmSync(folder, { recursive: true }))
  const path = (name: string): string => join(folder, name)
  return {
    path,
    directory: (name, files) => {
      mkdirSync(path(name), { recursive: true })
      for (const [file, content] of Object.entries(files)) {
        mkdirSync(dirname(join(path(name), file)), { recursive: true })
        writeFileSync(join(path(name), file), content)
      }
      return path(name)
    },
    zip: (name, files) => {
      const bytes = Object.fromEntries(Object.entries(files).map(([file, content]) => [file, new TextEncoder().encode(content)]))
      writeFileSync(path(name), zipSync(bytes))
      return path(name)
    },
  }
}
