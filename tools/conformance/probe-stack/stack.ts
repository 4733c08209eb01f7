import { readFileSync } from 'node:fs'
import { CreateStackCommand, DeleteStackCommand, DescribeStacksCommand, type Stack } from '@aws-sdk/client-cloudformation'
import { DeleteObjectsCommand, ListObjectVersionsCommand } from '@aws-sdk/client-s3'
import { transformSync } from 'esbuild'
import { lookUntil, type World } from '../world.ts'

const textOf = (file: string): string => readFileSync(new URL(file, import.meta.url), 'utf8')

/** The template with the function's code in it. It is minified because CloudFormation limits code in templates. */
export const probeTemplate = (): string => {
  const { code } = transformSync(textOf('function.cjs'), { minify: true, platform: 'node' })
  return textOf('template.yaml').replace('ZipFile: function.cjs', () => `ZipFile: ${JSON.stringify(code.trim())}`)
}

/** A stack's state; `undefined` if there is no such stack. */
const describe = async ({ cloudformation }: World, name: string): Promise<Stack | undefined> => {
  try {
    const { Stacks } = await cloudformation.send(new DescribeStacksCommand({ StackName: name }))
    return Stacks?.[0]
  } catch (error) {
    if (error instanceof Error && /does not exist/.test(error.message)) return undefined
    throw error
  }
}

const hasSettled = ({ StackStatus }: Stack): boolean => StackStatus?.endsWith('_IN_PROGRESS') === false

/** The bucket of a stack that was created completely. One that was not has an empty bucket, if any. */
const bucketOf = (stack: Stack): string | undefined => stack.Outputs?.find(({ OutputKey }) => OutputKey === 'Bucket')?.OutputValue

/** Creates the stack `world.name`, and returns its bucket. Throws if it cannot be created. */
export const createStack = async (world: World): Promise<string> => {
  await world.cloudformation.send(
    new CreateStackCommand({
      StackName: world.name,
      TemplateBody: probeTemplate(),
      Capabilities: ['CAPABILITY_IAM'],
      Tags: [{ Key: 'created-by', Value: 'cloudfront-invalidator-conformance' }],
      OnFailure: 'DO_NOTHING',
    }),
  )
  const stack = await lookUntil(world.pause, async () => {
    const seen = await describe(world, world.name)
    return seen !== undefined && hasSettled(seen) ? seen : undefined
  })
  const bucket = stack === undefined ? undefined : bucketOf(stack)
  if (stack?.StackStatus === 'CREATE_COMPLETE' && bucket !== undefined) return bucket
  throw new Error(`The stack was not created: ${stack?.StackStatus ?? 'it took too long'} ${stack?.StackStatusReason ?? ''}`)
}

/** Deletes every version of every object. */
const empty = async ({ s3 }: World, Bucket: string): Promise<void> => {
  for (;;) {
    const { Versions = [], DeleteMarkers = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket }))
    const objects = [...Versions, ...DeleteMarkers].map(({ Key, VersionId }) => ({ Key, VersionId }))
    if (objects.length === 0) return
    const { Errors = [] } = await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: objects, Quiet: true } }))
    if (Errors.length > 0) throw new Error(`The bucket was not emptied: ${Errors[0]?.Code}`)
  }
}

/** A pipeline that still runs may write into the bucket between its emptying and its deletion. */
const maxRemovals = 3

const removeOnce = async (world: World): Promise<boolean> => {
  const stack = await describe(world, world.name)
  if (stack === undefined) return true
  const bucket = bucketOf(stack)
  if (bucket !== undefined) await empty(world, bucket)
  await world.cloudformation.send(new DeleteStackCommand({ StackName: world.name }))
  const after = await lookUntil(world.pauseAnyway, async () => {
    const seen = await describe(world, world.name)
    if (seen === undefined || seen.StackStatus === 'DELETE_COMPLETE') return 'gone'
    return hasSettled(seen) ? 'left' : undefined
  })
  return after === 'gone'
}

/** Deletes the stack and all that is in its bucket, interrupted or not. Whether nothing is left. */
export const removeStack = async (world: World): Promise<boolean> => {
  for (let removals = 0; removals < maxRemovals; removals += 1) {
    try {
      if (await removeOnce(world)) return true
    } catch (error) {
      world.say(`Deleting the stack failed: ${error instanceof Error ? error.message : error}`)
    }
    await world.pauseAnyway(1)
  }
  return false
}
