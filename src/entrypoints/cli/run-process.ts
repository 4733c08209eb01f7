import { withoutCommands } from '../../adapters/ci/text.ts'
import { type ExitCode, exitCodes } from '../../adapters/console/exit-codes.ts'
import { traceOf } from '../../application/log-lines.ts'
import type { Output, World } from './screen.ts'

/** The version of the package. The build fills it in. */
declare const PACKAGE_VERSION: string

const outputOf = (stream: NodeJS.WriteStream): Output => ({
  isTTY: stream.isTTY === true,
  columns: stream.columns,
  write: text => void stream.write(text),
})

const readAll = async (stream: NodeJS.ReadStream): Promise<Uint8Array> => {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}

const world = (): World => ({
  args: process.argv.slice(2),
  environment: process.env,
  version: PACKAGE_VERSION,
  stdin: () => readAll(process.stdin),
  stdout: outputOf(process.stdout),
  stderr: outputOf(process.stderr),
  now: Date.now,
  onSignal: end => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(end(signal)))
  },
})

/** Runs a program in this process, and sets the process's exit code. */
export const runProcess = (program: (world: World) => Promise<ExitCode>): void => {
  // The SDK warns that later versions need a newer Node.js. This program bundles one version, so the warning would only confuse.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true'

  process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
    // A reader such as head closes the pipe when it has read enough.
    if (code !== 'EPIPE') process.stderr.write(`The result cannot be written to standard output: ${code}.\n`)
    process.exit(exitCodes.failed)
  })
  // Progress that nobody reads is no reason to leave a job half done.
  process.stderr.on('error', () => undefined)

  program(world()).then(
    code => {
      process.exitCode = code
    },
    (error: unknown) => {
      process.stderr.write(withoutCommands(`Unexpected error. Please report it: ${traceOf(error)}\n`))
      process.exitCode = exitCodes.failed
    },
  )
}
