import { setTimeout as pause } from 'node:timers/promises'
import { jobIdOf } from '../../../local/aws/job-event.ts'
import type { LocalAws } from '../../../local/aws/server.ts'
import type { LocalFunction } from '../../../local/lambda/function.ts'
import type { MiniStack } from './ministack.ts'
import type { AwsCli } from './shell.ts'

/** The outputs of a deployed stack. */
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

/** The physical id of a resource of a deployed stack. */
export const physicalIdIn = async (aws: AwsCli, stack: string, logicalId: string): Promise<string> => {
  const target = ['--stack-name', stack, '--logical-resource-id', logicalId]
  const { StackResourceDetail } = await aws<{ StackResourceDetail: { PhysicalResourceId: string } }>(
    'cloudformation',
    'describe-stack-resource',
    ...target,
  )
  return StackResourceDetail.PhysicalResourceId
}

interface Configuration {
  readonly Environment: { readonly Variables: Readonly<Record<string, string>> }
}

/** Configures a deployed function to call other endpoints than MiniStack, for example because MiniStack has no CodePipeline. */
export const redirect = async (aws: AwsCli, functionName: string, variables: Record<string, string>, ...more: string[]): Promise<void> => {
  const target = ['--function-name', functionName]
  const { Environment } = await aws<Configuration>('lambda', 'get-function-configuration', ...target)
  const environment = JSON.stringify({ Variables: { ...Environment.Variables, ...variables } })
  await aws('lambda', 'update-function-configuration', ...target, '--environment', environment, ...more)
}

/** In milliseconds. */
const maxWait = 15_000

/** The deployed function, invoked asynchronously as CodePipeline does. `invoke` resolves when the job has a result. */
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
    for (const deadline = Date.now() + maxWait; !isAnswered(); await pause(50)) {
      if (Date.now() > deadline) throw new Error('The job has no result.')
    }
    return { outcome: { _tag: 'Resolved', value: undefined }, lines: [] }
  },
})
