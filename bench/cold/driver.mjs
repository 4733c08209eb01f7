// One cold start, as on Lambda: loads the module named on the command line, invokes its handler once, and writes what it took to stderr.
// Plain JavaScript, so that every Node.js runs it without a loader.
import { readSync, writeSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

const [, , module, event, mode] = process.argv

const { handler } = await import(pathToFileURL(module).href)
const init = performance.now()

if (mode === 'throttled') {
  // The caller throttles this process from here on.
  writeSync(1, 'ready\n')
  readSync(0, Buffer.alloc(1))
}

const startedAt = performance.now()
await handler(JSON.parse(event), {
  awsRequestId: 'r1',
  invokedFunctionArn: 'arn:aws:lambda:eu-west-1:111111111111:function:cloudfront-invalidator',
  getRemainingTimeInMillis: () => 600_000,
})
const call = performance.now() - startedAt
const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
writeSync(2, `\n${JSON.stringify({ init, call, cpu: (userCPUTime + systemCPUTime) / 1000, peak: maxRSS / 1024 })}`)
process.exit()
