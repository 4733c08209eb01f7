import { fileURLToPath } from 'node:url'
import { styleText } from 'node:util'
import { startLocalAws } from './aws/server.ts'
import { jobTimeline } from './job-timeline.ts'
import { localFunction } from './lambda/function.ts'
import { type Options, readOptions, usage } from './options.ts'
import { runAction } from './run-action.ts'
import { timeLapse } from './time-lapse.ts'
import type { Paint } from './timeline.ts'

const bundle = fileURLToPath(new URL('../dist/codepipeline/index.mjs', import.meta.url))

/** How long CodePipeline takes to invoke again is documented nowhere; some seconds, in the function's time. */
const interval = 5_000

const paint: Paint = process.stdout.isTTY && !process.env['NO_COLOR'] ? (style, text) => styleText(style, text) : (_, text) => text

const options = (): Options | 'help' => {
  try {
    return readOptions(process.argv.slice(2))
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${usage}`)
    process.exit(2)
  }
}

const run = async ({ event, faults, quota, completion, speed }: Options): Promise<number> => {
  const time = timeLapse(speed)
  const aws = await startLocalAws({ quota, completion, now: time.now })
  for (const fault of faults) aws.faults.schedule(fault.operation, ...fault.faults)
  const lambda = localFunction(bundle, aws.endpoint, time)
  try {
    const action = await runAction(aws, lambda, event, { beforeJob: () => time.pause(interval) })
    console.log(jobTimeline(event, time, action, aws.calls(), paint))
    return action.result?.operation === 'PutJobSuccessResult' ? 0 : 1
  } finally {
    await lambda.close()
    await aws.close()
  }
}

const asked = options()
if (asked === 'help') console.log(usage)
else process.exitCode = await run(asked)
