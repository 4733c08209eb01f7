import * as TE from 'fp-ts/lib/TaskEither.js'
import { s3Notification } from '../../local/aws/s3-notification.ts'
import { ownAccount } from '../../src/adapters/aws/account.ts'
import { capabilities } from '../../src/adapters/cloudfront/capabilities.ts'
import { batchReporter } from '../../src/adapters/sqs/batch-reporter.ts'
import { s3EventsHandler } from '../../src/entrypoints/s3-events/handler.ts'
import type { CdnInvalidator } from '../../src/ports/cdn-invalidator.ts'
import { memoryClock } from '../../src/testing/fakes/clock.ts'
import { memoryLog } from '../../src/testing/fakes/log.ts'
import { readOrigins } from '../../test/support/by-cloudfront.ts'
import { batchesOf } from './batches.ts'
import { type Change, count, type Upload, uploads } from './upload.ts'

const bucket = 'my-site'
const distributionId = 'E2QWRUHAPOMQZL'

/** The settings to compare: the batch window in seconds, and the budget of a batch. */
const settings = [
  { window: 60, maxPaths: 20 },
  { window: 300, maxPaths: 5 },
]

/** Free paths per month. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/PayingForInvalidation.html */
const freePaths = 1_000

const priceOf = (paths: number): string =>
  `$${((Math.max(0, paths - freePaths) * capabilities.listPricePerItem) / 1_000).toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`

/** Approximate size of a message in the payload without its body: id, receipt handle and attributes, in bytes. */
const envelopeBytes = 800

const messageOf = ({ at, key }: Change, index: number) => {
  const sequencer = (1_000_000 + index).toString(16)
  const body = JSON.stringify(s3Notification({ name: 'ObjectCreated:Put', bucket, key, sequencer, at, size: 1_024, etag: '0'.repeat(32) }))
  return { at, bytes: body.length + envelopeBytes, record: { eventSource: 'aws:sqs', messageId: `m${index}`, body } }
}

/** A CDN that accepts every request and counts invalidations and paths. */
const countingCdn = () => {
  const counted = { invalidations: 0, paths: 0 }
  const cdn: CdnInvalidator = {
    capabilities,
    invalidate: ({ items }) => {
      counted.invalidations += 1
      counted.paths += items.length
      return TE.right({ id: `I${counted.invalidations}`, status: 'InProgress' })
    },
    find: () => TE.right(undefined),
    statusOf: () => TE.right('InProgress'),
  }
  return { cdn, counted }
}

/** Runs the function on an upload, and counts its invalidations and paths. */
const run = async ({ changes }: Upload, { window, maxPaths }: (typeof settings)[number]) => {
  const clock = memoryClock()
  const { cdn, counted } = countingCdn()
  const origins = readOrigins(JSON.stringify([{ bucket, distributionId, maxPaths }]))
  if (origins._tag === 'Left') throw new Error(JSON.stringify(origins.left))
  const handler = s3EventsHandler(
    { cdn, clock, random: Math.random, log: memoryLog().log, reporter: batchReporter },
    origins.right,
    ownAccount(),
  )
  const context = {
    awsRequestId: 'r',
    invokedFunctionArn: 'arn:aws:lambda:eu-west-1:111111111111:function:f',
    getRemainingTimeInMillis: () => 60_000,
  }
  const batches = batchesOf(changes.map(messageOf), window * 1_000)
  const startedAt = performance.now()
  for (const batch of batches) {
    const response = await handler({ Records: batch.map(({ record }) => record) }, context)
    if (response?.batchItemFailures.length !== 0) throw new Error('A message failed')
  }
  return { ...counted, milliseconds: performance.now() - startedAt }
}

const headings = settings.map(({ window, maxPaths }) => `${window} s, ${maxPaths} paths`)
console.log(`| ${count.toLocaleString('en')} changes | one path per change | ${headings.join(' | ')} |\n| --- | --- | --- | --- |`)
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
console.log(`\nNode ${process.version}: ${Math.min(...perEvent).toFixed(0)} to ${Math.max(...perEvent).toFixed(0)} µs per change`)
