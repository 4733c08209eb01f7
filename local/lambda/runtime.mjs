// One Lambda execution environment: loads the bundle named on the command line as Lambda's own runtime does, then
// serves one invocation after another. Plain JavaScript, so that the bundle runs with nothing beside it.
import { pathToFileURL } from 'node:url'

const { handler } = await import(pathToFileURL(process.argv[2]).href)

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
  const outcome = await invoke(invocation)
  process.stdout.write(`END RequestId: ${invocation.requestId}\n`)
  process.send({ requestId: invocation.requestId, outcome })
})

process.send('ready')
