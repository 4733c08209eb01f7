import { randomUUID } from 'node:crypto'
import type { CloudFrontOptions } from '../../../local/aws/cloudfront-state.ts'
import { type Call, type LocalAws, startLocalAws } from '../../../local/aws/server.ts'
import { type LocalFunction, localFunction } from '../../../local/lambda/function.ts'
import { codePipelineBundle } from './bundle.ts'

/** The built function for CodePipeline on a local AWS, both shared by all tests of a suite. */
export interface CodePipelineWorld {
  readonly aws: LocalAws
  readonly lambda: LocalFunction
  /** The id of a job that waits for its result. Each test has its own. */
  readonly jobId: string
  /** Makes another job wait for its result, in the same test. */
  readonly nextJob: () => void
  /** The calls of the present test. */
  readonly calls: () => ReadonlyArray<Call>
  /** The invalidations that the present test created. */
  readonly created: () => ReturnType<LocalAws['cloudfront']['invalidations']>
}

/** Starts the function and a local AWS before the tests of a suite. `prepare` is called once. */
export const codePipelineWorld = (options: CloudFrontOptions, prepare: (aws: LocalAws) => void = () => undefined): CodePipelineWorld => {
  const nextJob = (): void => {
    world.jobId = randomUUID()
    world.aws.codepipeline.offer(world.jobId)
  }
  const world = { jobId: '', nextJob } as { -readonly [K in keyof CodePipelineWorld]: CodePipelineWorld[K] }

  before(async () => {
    world.aws = await startLocalAws(options)
    world.lambda = localFunction(codePipelineBundle, world.aws.endpoint)
    prepare(world.aws)
  })
  after(async () => {
    await world.lambda.close()
    await world.aws.close()
  })
  beforeEach(() => {
    world.nextJob()
    world.aws.faults.clear()
    const callsBefore = world.aws.calls().length
    const invalidationsBefore = world.aws.cloudfront.invalidations().length
    world.calls = () => world.aws.calls().slice(callsBefore)
    world.created = () => world.aws.cloudfront.invalidations().slice(invalidationsBefore)
  })
  return world
}
