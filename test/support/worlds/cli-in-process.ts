import { main } from '../../../src/entrypoints/cli/main.ts'
import { cliEnvironment, type RunCli } from './cli.ts'

/** Runs the command line in this process, whose environment it gets for the time, since the SDK reads it. */
export const cliInProcess: RunCli = async (args, { environment = {}, stdin = '' } = {}) => {
  const before = process.env
  const given = Object.entries({ ...cliEnvironment, ...environment }).filter(([, value]) => value !== undefined)
  process.env = Object.fromEntries(given)
  const written = { stdout: '', stderr: '' }
  const output = (name: keyof typeof written) => ({
    isTTY: false,
    columns: undefined,
    write: (text: string) => {
      written[name] += text
    },
  })
  try {
    const code = await main({
      args,
      environment: process.env,
      version: '1.2.3',
      stdin: async () => Buffer.from(stdin),
      stdout: output('stdout'),
      stderr: output('stderr'),
      now: Date.now,
      onSignal: () => {},
    })
    return { code, ...written }
  } finally {
    process.env = before
  }
}
