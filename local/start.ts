import { fileURLToPath } from 'node:url'
import { styleText } from 'node:util'
import { startLocalAws } from './aws/server.ts'
import { localFunction } from './lambda/function.ts'
import { type Options, readOptions, usage } from './options.ts'
import { runAction } from './run-action.ts'
import { type Paint, timeline } from './timeline.ts'

const bundle = fileURLToPath(new URL('../dist/codepipeline/index.mjs', import.meta.url))

const paint: Paint = process.stdout.isTTY && !process.env['NO_COLOR'] ? (style, text) => styleText(style, text) : (_, text) => text

const options = (): Options | 'help' => {
  try {
    return readOptions(process.argv.slice(2))
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${usage}`)
    process.exit(2)
  }
}

const run = async ({ event }: Options): Promise<number> => {
  const aws = await startLocalAws()
  const lambda = localFunction(bundle, aws.endpoint)
  const start = Date.now()
  try {
    const action = await runAction(aws, lambda, event)
    console.log(timeline(event, start, action, aws.calls(), paint))
    return action.result?.operation === 'PutJobSuccessResult' ? 0 : 1
  } finally {
    await lambda.close()
    await aws.close()
  }
}

const asked = options()
if (asked === 'help') console.log(usage)
else process.exitCode = await run(asked)
