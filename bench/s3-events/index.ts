import * as TE from 'fp-ts/lib/TaskEither.js'
import { s3Notification } from '../../local/aws/s3-notification.ts'
import { capabilities } from '../../src/adapters/cloudfront/capabilities.ts'
import { memoryClock } from '../../src/adapters/memory/clock.ts'
import { memoryLog } from '../../src/adapters/memory/log.ts'
import { batchReporter } from '../../src/adapters/sqs/batch-reporter.ts'
import { readOrigins } from '../../src/domain/batch/origins.ts'
import { s3EventsHandler } from '../../src/entrypoints/s3-events/handler.ts'
import type { CdnInvalidator } from '../../src/ports/cdn-invalidator.ts'
import { batchesOf } from './batches.ts'
import { type Change, count, type Upload, uploads } from './upload.ts'

const bucket = 'my-site'
const distributionId = 'E2QWRUHAPOMQZL'

/** How the function is set: how long Lambda gathers messages, in seconds, and the budget of a batch. */
const settings = [
  { window: 60, maxPaths: 20 },
  { window: 300, maxPaths: 5 },
]

/** Paths that are free each month. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/PayingForInvalidation.html */
const free = 1_000

const priceOf = (paths: number): string =>
  `$${((Math.max(0, paths - free) * capabilities.listPricePerItem) / 1_000).toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`

/** What a message takes of an invocation beside its body: its id, its receipt handle, its attributes. */
const envelope = 800

const messageOf = ({ at, key }: Change, index: number) => {
  const sequencer = (1_000_000 + index).toString(16)
  const body = JSON.stringify(s3Notification({ name: 'ObjectCreated:Put', bucket, key, sequencer, at, size: 1_024, etag: '0'.repeat(32) }))
  return { at, bytes: body.length + envelope, record: { eventSource: 'aws:sqs', messageId: `m${index}`, body } }
}

/** A CDN that takes everything, and counts it. */
const countingCdn = () => {
  const counted = { invalidations: 0, paths: 0 }
  const cdn: CdnInvalidator = {
    capabilities,
    invalidate: ({ items }) => {
      counted.invalidations += 1
      counted.paths += items.length
      return TE.right({ id: `I${counted.invalidations}`, status: 'InProgress' })
    },
    statusOf: () => TE.right('InProgress'),
  }
  return { cdn, counted }
}

/** What the function makes of an upload. */
const run = async ({ changes }: Upload, { window, maxPaths }: (typeof settings)[number]) => {
  const clock = memoryClock()
  const { cdn, counted } = countingCdn()
  const origins = readOrigins(JSON.stringify([{ bucket, distributionId, maxPaths }]))
  if (origins._tag === 'Left') throw new Error(JSON.stringify(origins.left))
  const handler = s3EventsHandler({ cdn, clock, random: Math.random, log: memoryLog().log, reporterOf: batchReporter }, origins.right)
  const context = {
    awsRequestId: 'r',
    invokedFunctionArn: 'arn:aws:lambda:eu-west-1:111111111111:function:f',
    getRemainingTimeInMillis: () => 60_000,
  }
  const batches = batchesOf(changes.map(messageOf), window * 1_000)
  const began = performance.now()
  for (const batch of batches) {
    const response = await handler({ Records: batch.map(({ record }) => record) }, context)
    if (response?.batchItemFailures.length !== 0) throw new Error('a message came back')
  }
  return { ...counted, milliseconds: performance.now() - began }
}

const headings = settings.map(({ window, maxPaths }) => `${window} s, ${maxPaths} paths`)
console.log(`| ${count.toLocaleString('en')} changes | one path each | ${headings.join(' | ')} |\n| --- | --- | --- | --- |`)
const perEvent: number[] = []
for (const upload of uploads) {
  const cells: string[] = []
  for (const setting of settings) {
    const { invalidations, paths, milliseconds } = await run(upload, setting)
    perEvent.push((milliseconds * 1_000) / count)
    cells.push(`${priceOf(paths)}: ${paths.toLocaleString('en')} paths in ${invalidations.toLocaleString('en')} invalidations`)
  }
  console.log(`| ${upload.name} | ${priceOf(count)} | ${cells.join(' | ')} |`)
}
console.log(`\nNode ${process.version}: ${Math.min(...perEvent).toFixed(0)} to ${Math.max(...perEvent).toFixed(0)} µs a change`)
