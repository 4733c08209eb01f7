// One Lambda execution environment: loads the bundle named on the command line as Lambda's own runtime does, then
// serves one invocation after another. Plain JavaScript, so that the bundle runs without a loader.
import { pathToFileURL } from 'node:url'

const origin = Number(process.env.TIME_LAPSE_ORIGIN)
const factor = Number(process.env.TIME_LAPSE_FACTOR)
let skipped = Number(process.env.TIME_LAPSE_SKIPPED)
const real = { now: Date.now, setTimeout }

// The function's clock runs at the speed of the local AWS's clock, so that its pauses take little real time.
Date.now = () => origin + skipped + (real.now() - origin) * factor
globalThis.setTimeout = (callback, milliseconds, ...rest) => real.setTimeout(callback, Math.ceil(milliseconds / factor), ...rest)

/** Loads the bundle. If that fails, logs the error on one line as Lambda does, and ends the process. */
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
  // The clock may have been advanced between invocations.
  skipped = invocation.skipped
  const outcome = await invoke(invocation)
  process.stdout.write(`END RequestId: ${invocation.requestId}\n`)
  process.send({ requestId: invocation.requestId, outcome })
})

process.send('ready')
