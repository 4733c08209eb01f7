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
 * What the stack puts out, with its queue being read: MiniStack's CloudFormation leaves the concurrency a text, which its
 * Lambda then cannot compare with a number. From Lambda's own API it takes a number.
 */
export const outputsOfReading = async (aws: AwsCli): Promise<S3EventsOutputs> => {
  const outputs = await outputsOf<S3EventsOutputs>(aws, stack)
  await updateMapping(aws, outputs.FunctionName, '--scaling-config', 'MaximumConcurrency=2')
  return outputs
}

export const stopReading = (aws: AwsCli, functionName: string): Promise<void> => updateMapping(aws, functionName, '--no-enabled')

export const startReading = (aws: AwsCli, functionName: string): Promise<void> => updateMapping(aws, functionName, '--enabled')

/** A folder with files of these names. */
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

/** A distribution, and what is invalidated on it while something is done. */
export const watchedDistribution = async (aws: AwsCli) => {
  const id = await createDistribution(aws)
  const known = new Set<string>()
  return {
    id,
    /** All paths that are invalidated for what is done, by the time that the queue is empty and there are so many at least. */
    invalidatedBy: async (act: () => Promise<unknown>, queueUrl: string, least: number): Promise<ReadonlyArray<Invalidation>> => {
      for (const invalidation of await invalidationsOn(aws, id, known)) known.add(invalidation.id)
      await act()
      const look = () => invalidationsOn(aws, id, known)
      await eventually(look, seen => pathsOf(seen).size >= least)
      await eventually(
        () => lengthOf(aws, queueUrl),
        length => length === 0,
      )
      return look()
    },
  }
}
