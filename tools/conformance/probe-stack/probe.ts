import {
  GetPipelineExecutionCommand,
  PipelineExecutionNotFoundException,
  StartPipelineExecutionCommand,
} from '@aws-sdk/client-codepipeline'
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3'
import { zipSync } from 'fflate'
import type { Probe } from '../probe.ts'
import { lookUntil, type World } from '../world.ts'
import { eventKey, type Observation, readObservations } from './interpret.ts'
import { createStack, removeStack } from './stack.ts'

const ended = new Set(['Succeeded', 'Failed', 'Stopped', 'Superseded', 'Cancelled'])

/** The status of an execution; `undefined` if it cannot be found yet. */
const statusOf = async ({ codepipeline, name }: World, pipelineExecutionId: string | undefined): Promise<string | undefined> => {
  try {
    const { pipelineExecution } = await codepipeline.send(new GetPipelineExecutionCommand({ pipelineName: name, pipelineExecutionId }))
    return pipelineExecution?.status
  } catch (error) {
    if (error instanceof PipelineExecutionNotFoundException) return undefined
    throw error
  }
}

/** Runs the pipeline once. Throws if it does not end. */
const runPipeline = async (world: World): Promise<void> => {
  const { pipelineExecutionId } = await world.codepipeline.send(new StartPipelineExecutionCommand({ name: world.name }))
  const status = await lookUntil(world.pause, async () => {
    const seen = await statusOf(world, pipelineExecutionId)
    return seen !== undefined && ended.has(seen) ? seen : undefined
  })
  if (status === undefined) throw new Error('The pipeline did not end in time')
}

/** What the function wrote into the bucket. */
const collect = async ({ s3 }: World, Bucket: string): Promise<ReadonlyArray<Observation>> => {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'observations/' }))
  return Promise.all(
    Contents.map(async ({ Key }): Promise<Observation> => {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }))
      return JSON.parse((await Body?.transformToString()) ?? '')
    }),
  )
}

const maxEvents = 20

/** Puts objects until the event of one has arrived: EventBridge gets a bucket's events some minutes after it was told to. */
const awaitEvent = async ({ s3, pause }: World, Bucket: string): Promise<void> => {
  for (let events = 0; events < maxEvents; events += 1) {
    await s3.send(new PutObjectCommand({ Bucket, Key: eventKey, Body: 'event' }))
    await pause(15)
    const { KeyCount = 0 } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'observations/event-' }))
    if (KeyCount > 0) return
  }
}

const observe = async (world: World): Promise<ReadonlyArray<Observation>> => {
  world.say(`Creating the stack ${world.name}`)
  const Bucket = await createStack(world)
  await world.s3.send(new PutObjectCommand({ Bucket, Key: 'source/source.zip', Body: zipSync({ 'index.html': new Uint8Array([65]) }) }))
  world.say('Running its pipeline')
  await runPipeline(world)
  world.say('Waiting for an event of the bucket')
  await awaitEvent(world, Bucket)
  return collect(world, Bucket)
}

/** Creates a pipeline with a function that observes its jobs, runs it, and deletes all of it. */
export const stackProbe = (onLeft: () => void): Probe => ({
  about: 'the probe pipeline',
  questions: [
    'secondResult',
    'continuationDelay',
    'delivery',
    'artifactCredentials',
    'eventBridgeKeys',
    'historyLag',
    'runningActions',
    'historyParameters',
    'historyInputs',
    'actionCategory',
  ],
  does: 'creates a stack with a bucket, a pipeline, a function, a rule, a log group and two roles, runs the pipeline, and deletes the stack',
  paths: 0,
  dollars: 0.03,
  ask: async world => {
    try {
      return readObservations(await observe(world))
    } finally {
      world.say(`Deleting the stack ${world.name}`)
      if (!(await removeStack(world))) onLeft()
    }
  },
})
