// One Lambda execution environment: loads the bundle named on the command line as Lambda's own runtime does, then
// serves one invocation after another. Plain JavaScript, so that the bundle runs with nothing beside it.
import { pathToFileURL } from 'node:url'

const origin = Number(process.env.TIME_LAPSE_ORIGIN)
const factor = Number(process.env.TIME_LAPSE_FACTOR)
let skipped = Number(process.env.TIME_LAPSE_SKIPPED)
const wall = { now: Date.now, setTimeout }

// The function's time runs as fast as that of the local AWS, so that nobody has to wait for it to wait.
Date.now = () => origin + skipped + (wall.now() - origin) * factor
globalThis.setTimeout = (callback, milliseconds, ...rest) => wall.setTimeout(callback, milliseconds / factor, ...rest)

/** A module that fails as it is loaded ends the process; Lambda logs the error on one line. */
const load = async () => {
  try {
    return await import(pathToFileURL(process.argv[2]).href)
  } catch ({ name: errorType, message: errorMessage }) {
    console.error(JSON.stringify({ timestamp: new Date(Date.now()).toISOString(), level: 'FATAL', errorType, errorMessage }))
    process.exit(1)
  }
}

const { handler } = await load()

const contextOf = ({ requestId, timeout }) => {
  const deadline = Date.now() + timeout
  return {
    awsRequestId: requestId,
    functionName: 'cloudfront-invalidator',
    invokedFunctionArn: 'arn:aws:lambda:eu-west-1:111111111111:function:cloudfront-invalidator',
    getRemainingTimeInMillis: () => deadline - Date.now(),
  }
}

const invoke = async invocation => {
  try {
    return { _tag: 'Resolved', value: await handler(invocation.event, contextOf(invocation)) }
  } catch (error) {
    return { _tag: 'Rejected', error: `${error.name}: ${error.message}` }
  }
}

process.on('message', async invocation => {
  // Between two invocations the clock may have been put forward.
  skipped = invocation.skipped
  const outcome = await invoke(invocation)
  process.stdout.write(`END RequestId: ${invocation.requestId}\n`)
  process.send({ requestId: invocation.requestId, outcome })
})

process.send('ready')
