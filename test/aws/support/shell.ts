import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { type MiniStack, root } from './ministack.ts'

const execute = promisify(execFile)
const maxBuffer = 64 * 1024 * 1024

/** Runs shell commands as the root user of an account. If a command fails, rejects with its whole output. */
export const shell = async (aws: MiniStack, commands: string, cwd: string = root, account?: string): Promise<string> => {
  const env = { ...process.env, ...aws.environment(account) }
  const { stdout } = await execute('bash', ['-euo', 'pipefail', '-c', commands], { cwd, env, maxBuffer }).catch(error => {
    throw new Error(`${commands}\n${error.stdout}\n${error.stderr}`)
  })
  return stdout
}

/** Runs the AWS CLI for an account and parses its output. The endpoint is an option because the CLI ignores the variable for SQS. */
export type AwsCli = <Answer>(...args: ReadonlyArray<string>) => Promise<Answer>

export const awsCli =
  (aws: MiniStack, account?: string): AwsCli =>
  async (...args) => {
    const options = { cwd: aws.home, env: aws.environment(account), maxBuffer }
    const { stdout } = await execute('aws', [...args, '--output', 'json', '--endpoint-url', aws.endpoint], options).catch(error => {
      throw new Error(`aws ${args.slice(0, 2).join(' ')}: ${String(error.stderr).trim()}`)
    })
    return stdout === '' ? {} : JSON.parse(stdout)
  }
