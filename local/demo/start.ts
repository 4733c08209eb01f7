import { fileURLToPath } from 'node:url'
import { styleText } from 'node:util'
import { eventUnder } from '../aws/job-event.ts'
import { completed, continuationDelays, type SomeReadings } from '../aws/readings.ts'
import type { Shape } from '../aws/s3-notification.ts'
import { type LocalAws, startLocalAws } from '../aws/server.ts'
import { type LocalFunction, localFunction } from '../lambda/function.ts'
import { type TimeLapse, timeLapse } from '../lambda/time-lapse.ts'
import { offerArtifacts } from './artifacts.ts'
import { unusedFaults } from './fault-options.ts'
import { eventEntry, jobVerdict, readJobLine } from './job-timeline.ts'
import { type Options, readOptions, usage } from './options.ts'
import { runAction } from './run-action.ts'
import { type Observer, runUpload, uploadTo } from './run-upload.ts'
import { callEntry, heading, type LiveTimeline, type LogReader, liveTimeline, outputEntry, type Paint } from './timeline.ts'
import { batchEntry, deadLetterEntries, deployEntry, readUploadLine, returnedEntries, uploadVerdict } from './upload-timeline.ts'

const bundle = (name: 'codepipeline' | 's3-events'): string => fileURLToPath(new URL(`../../dist/${name}/index.mjs`, import.meta.url))

const paint: Paint = process.stdout.isTTY && !process.env['NO_COLOR'] ? (style, text) => styleText(style, text) : (_, text) => text

const readArguments = (): Options | 'help' => {
  try {
    return readOptions(process.argv.slice(2))
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\nRun "npm start -- --help" to see the options.`)
    process.exit(2)
  }
}

const print = (text: string): void => console.log(text)

/** A local AWS, and the timeline on which its calls and the function's output appear. */
interface Stage {
  readonly aws: LocalAws
  readonly time: TimeLapse
  readonly live: LiveTimeline
  readonly readings: SomeReadings
}

const addingLines =
  <Line>({ time, live }: Stage, read: LogReader<Line>) =>
  (line: string): void => {
    const entry = outputEntry(line, time.now(), read)
    if (entry) live.add(entry)
  }

const conclude = ({ live }: Stage, verdict: ReadonlyArray<string>): void => {
  live.end()
  print(['', ...verdict].join('\n'))
}

/** Runs a job and prints its timeline. Whether the action succeeds. */
const showJob = async (stage: Stage, event: unknown): Promise<boolean> => {
  const { aws, time, live, readings } = stage
  const { continuationDelay, delivery } = completed(readings)
  const instance = (): LocalFunction => localFunction(bundle('codepipeline'), aws.endpoint, time, {}, addingLines(stage, readJobLine))
  const lambda = instance()
  const twin = delivery === 'twice-at-once' ? instance() : undefined
  const beforeJob = async (): Promise<void> => {
    aws.freeze()
    await time.pause(continuationDelays[continuationDelay])
  }
  print(`${heading('A job on a local AWS.', time, paint)}\n`)
  live.add(eventEntry(event, time.origin))
  try {
    const action = await runAction(aws, lambda, eventUnder(event, readings), { beforeJob, twin })
    conclude(stage, jobVerdict(action, paint))
    return action.result?.operation === 'PutJobSuccessResult'
  } finally {
    await lambda.close()
    await twin?.close()
  }
}

/** Runs a deploy to a bucket and prints its timeline. Whether no message is lost. */
const showUpload = async (stage: Stage, shape: Shape, origins: string): Promise<boolean> => {
  const { aws, time, live, readings } = stage
  const lambda = localFunction(bundle('s3-events'), aws.endpoint, time, { ORIGINS: origins }, addingLines(stage, readUploadLine))
  print(`${heading('A deploy to an S3 bucket on a local AWS.', time, paint)}\n`)
  try {
    const observer: Observer = {
      onDeploy: deploy => live.add(deployEntry(deploy, time.origin)),
      onStart: (messages, at) => live.add(batchEntry(messages, at)),
      onEnd: batch => returnedEntries(batch).forEach(live.add),
    }
    const run = await runUpload(aws, lambda, time, uploadTo(origins, shape), observer, readings)
    deadLetterEntries(run).forEach(live.add)
    conclude(stage, uploadVerdict(run, aws.cloudfront.invalidations(), paint))
    return run.lost.length === 0
  } finally {
    await lambda.close()
  }
}

const showRun = async (stage: Stage, run: Options['run']): Promise<boolean> => {
  switch (run.mode) {
    case 'job':
      return showJob(stage, run.event)
    case 'artifacts': {
      const { aws, time } = stage
      return showJob(stage, await offerArtifacts(aws, run.artifacts, run.jobId, run.userParameters, time.origin))
    }
    case 's3':
      return showUpload(stage, run.shape, run.origins)
  }
}

const show = async ({ run, faults, quota, completion, speed, readings }: Options): Promise<boolean> => {
  const time = timeLapse(speed)
  const live = liveTimeline(time, paint, print)
  const aws = await startLocalAws({ quota, completion, readings, now: time.now, onCall: call => live.add(callEntry(call)) })
  for (const fault of faults) aws.faults.schedule(fault.operation, ...fault.faults)
  try {
    const isSuccess = await showRun({ aws, time, live, readings }, run)
    for (const text of unusedFaults(faults, aws.faults.left())) print(paint('yellow', text))
    return isSuccess
  } finally {
    live.end()
    await aws.close()
  }
}

// A reader such as head closes the pipe when it has read enough.
process.stdout.on('error', () => process.exit(1))

const options = readArguments()
if (options === 'help') console.log(usage)
else process.exitCode = (await show(options)) ? 0 : 1
