import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { outputsOf } from './deployment.ts'
import { createDistribution, type Invalidation, invalidationsOn } from './distribution.ts'
import { eventually } from './eventually.ts'
import { type MiniStack, region } from './ministack.ts'
import { lengthOf } from './queue.ts'
import type { AwsCli } from './shell.ts'

const stack = 'cloudfront-invalidator-s3-events'

export interface S3EventsOutputs {
  readonly QueueArn: string
  readonly QueueUrl: string
  readonly DeadLetterQueueUrl: string
  readonly FunctionName: string
  readonly RoleArn: string
  readonly LogGroupName: string
}

export const createBucket = (aws: AwsCli, bucket: string): Promise<unknown> =>
  aws('s3api', 'create-bucket', '--bucket', bucket, '--create-bucket-configuration', `LocationConstraint=${region}`)

interface Mapping {
  readonly UUID: string
}

export const mappingOf = async (aws: AwsCli, functionName: string): Promise<Mapping> => {
  const { EventSourceMappings } = await aws<{ EventSourceMappings: readonly [Mapping] }>(
    'lambda',
    'list-event-source-mappings',
    ...['--function-name', functionName],
  )
  return EventSourceMappings[0]
}

const updateMapping = async (aws: AwsCli, functionName: string, ...change: string[]): Promise<void> => {
  const { UUID } = await mappingOf(aws, functionName)
  await aws('lambda', 'update-event-source-mapping', '--uuid', UUID, ...change)
}

/**
 * The outputs of the stack, after its event source mapping is started. MiniStack's CloudFormation sets the concurrency as a string,
 * which its Lambda cannot compare with a number, so the concurrency is set again through the Lambda API.
 */
export const outputsWithMapping = async (aws: AwsCli): Promise<S3EventsOutputs> => {
  const outputs = await outputsOf<S3EventsOutputs>(aws, stack)
  await updateMapping(aws, outputs.FunctionName, '--scaling-config', 'MaximumConcurrency=2')
  return outputs
}

export const disableMapping = (aws: AwsCli, functionName: string): Promise<void> => updateMapping(aws, functionName, '--no-enabled')

export const enableMapping = (aws: AwsCli, functionName: string): Promise<void> => updateMapping(aws, functionName, '--enabled')

/** Creates a folder with files of these names. */
export const folderWith = (ministack: MiniStack, folder: string, names: ReadonlyArray<string>): string => {
  const root = join(ministack.home, folder)
  for (const name of names) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), name)
  }
  return root
}

export const pathsOf = (invalidations: ReadonlyArray<Invalidation>): ReadonlySet<string> =>
  new Set(invalidations.flatMap(({ paths }) => paths))

/** Creates a distribution and observes its invalidations. */
export const watchedDistribution = async (aws: AwsCli) => {
  const id = await createDistribution(aws)
  const known = new Set<string>()
  return {
    id,
    /** Runs `act`, and resolves with its invalidations when they have at minimum `minimum` paths and the queue is empty. */
    invalidatedBy: async (act: () => Promise<unknown>, queueUrl: string, minimum: number): Promise<ReadonlyArray<Invalidation>> => {
      for (const invalidation of await invalidationsOn(aws, id, known)) known.add(invalidation.id)
      await act()
      const list = () => invalidationsOn(aws, id, known)
      await eventually(list, seen => pathsOf(seen).size >= minimum)
      await eventually(
        () => lengthOf(aws, queueUrl),
        length => length === 0,
      )
      return list()
    },
  }
}
