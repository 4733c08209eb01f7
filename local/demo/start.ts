import { fileURLToPath } from 'node:url'
import { styleText } from 'node:util'
import type { Shape } from '../aws/s3-notification.ts'
import { type LocalAws, startLocalAws } from '../aws/server.ts'
import { localFunction } from '../lambda/function.ts'
import { type TimeLapse, timeLapse } from '../lambda/time-lapse.ts'
import { jobTimeline } from './job-timeline.ts'
import { type Options, readOptions, usage } from './options.ts'
import { runAction } from './run-action.ts'
import { runUpload, uploadTo } from './run-upload.ts'
import type { Paint } from './timeline.ts'
import { uploadTimeline } from './upload-timeline.ts'

const bundle = (name: 'codepipeline' | 's3-events'): string => fileURLToPath(new URL(`../../dist/${name}/index.mjs`, import.meta.url))

/** Delay before CodePipeline continues a job, in milliseconds of the function's clock. AWS does not document the real delay. */
const continuationDelay = 5_000

const paint: Paint = process.stdout.isTTY && !process.env['NO_COLOR'] ? (style, text) => styleText(style, text) : (_, text) => text

const readArguments = (): Options | 'help' => {
  try {
    return readOptions(process.argv.slice(2))
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\nRun "npm start -- --help" to see the options.`)
    process.exit(2)
  }
}

/** Runs a job and prints its timeline. Whether the action succeeds. */
const showJob = async (aws: LocalAws, time: TimeLapse, event: unknown): Promise<boolean> => {
  const lambda = localFunction(bundle('codepipeline'), aws.endpoint, time)
  try {
    const action = await runAction(aws, lambda, event, { beforeJob: () => time.pause(continuationDelay) })
    console.log(jobTimeline(event, time, action, aws.calls(), paint))
    return action.result?.operation === 'PutJobSuccessResult'
  } finally {
    await lambda.close()
  }
}

/** Runs a deploy to a bucket and prints its timeline. Whether no message is lost. */
const showUpload = async (aws: LocalAws, time: TimeLapse, shape: Shape, origins: string): Promise<boolean> => {
  const lambda = localFunction(bundle('s3-events'), aws.endpoint, time, { ORIGINS: origins })
  try {
    const run = await runUpload(aws, lambda, time, uploadTo(origins, shape))
    console.log(uploadTimeline(time, run, aws.calls(), aws.cloudfront.invalidations(), paint))
    return run.lost.length === 0
  } finally {
    await lambda.close()
  }
}

const show = async ({ run, faults, quota, completion, speed }: Options): Promise<boolean> => {
  const time = timeLapse(speed)
  const aws = await startLocalAws({ quota, completion, now: time.now })
  for (const fault of faults) aws.faults.schedule(fault.operation, ...fault.faults)
  try {
    return run.mode === 'job' ? await showJob(aws, time, run.event) : await showUpload(aws, time, run.shape, run.origins)
  } finally {
    await aws.close()
  }
}

const options = readArguments()
if (options === 'help') console.log(usage)
else process.exitCode = (await show(options)) ? 0 : 1
