import { setTimeout as pause } from 'node:timers/promises'
import { jobIdOf } from '../../../local/aws/job-event.ts'
import type { LocalAws } from '../../../local/aws/server.ts'
import type { LocalFunction } from '../../../local/lambda/function.ts'
import type { MiniStack } from './ministack.ts'
import type { AwsCli } from './shell.ts'

/** What a deployed stack puts out. */
export interface Outputs {
  readonly FunctionName: string
  readonly FunctionArn: string
  readonly RoleArn: string
  readonly LogGroupName: string
}

interface Stacks {
  readonly Stacks: ReadonlyArray<{ readonly Outputs: ReadonlyArray<{ readonly OutputKey: string; readonly OutputValue: string }> }>
}

export const outputsOf = async <Of = Outputs>(aws: AwsCli, stack: string): Promise<Of> => {
  const { Stacks } = await aws<Stacks>('cloudformation', 'describe-stacks', '--stack-name', stack)
  return Object.fromEntries(Stacks[0]?.Outputs.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]) ?? []) as Of
}

interface Configuration {
  readonly Environment: { readonly Variables: Readonly<Record<string, string>> }
}

/** Points a deployed function at endpoints beside MiniStack's, which has no CodePipeline. */
export const redirect = async (aws: AwsCli, functionName: string, variables: Record<string, string>, ...more: string[]): Promise<void> => {
  const which = ['--function-name', functionName]
  const { Environment } = await aws<Configuration>('lambda', 'get-function-configuration', ...which)
  const environment = JSON.stringify({ Variables: { ...Environment.Variables, ...variables } })
  await aws('lambda', 'update-function-configuration', ...which, '--environment', environment, ...more)
}

const patience = 15_000

/** The deployed function, invoked as CodePipeline does it: Lambda takes the event, and nobody waits for what comes of it. */
export const deployedFunction = (
  aws: AwsCli,
  ministack: MiniStack,
  pipeline: LocalAws,
  functionName: string,
): Pick<LocalFunction, 'invoke'> => ({
  invoke: async event => {
    const jobId = jobIdOf(event) ?? ''
    const before = pipeline.calls().length
    const isAnswered = () => pipeline.calls().length > before && pipeline.codepipeline.resultOf(jobId) !== undefined
    await aws(
      'lambda',
      'invoke',
      '--function-name',
      functionName,
      '--invocation-type',
      'Event',
      '--payload',
      JSON.stringify(event),
      `${ministack.home}/answer.json`,
    )
    for (const deadline = Date.now() + patience; !isAnswered(); await pause(50)) {
      if (Date.now() > deadline) throw new Error('The job got no answer.')
    }
    return { outcome: { _tag: 'Resolved', value: undefined }, lines: [] }
  },
})
