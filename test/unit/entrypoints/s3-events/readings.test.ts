import { expect } from 'chai'
import fc from 'fast-check'
import { type Fault, knownFaults } from '../../../../local/aws/faults.ts'
import type { SomeReadings } from '../../../../local/aws/readings.ts'
import { bytesOf } from '../../../support/builders/artifacts.ts'
import { lostResponses } from '../../../support/builders/lost-responses.ts'
import { knownBucket, origin } from '../../../support/builders/origins.ts'
import { type CachedFile, removedBy } from '../../../support/oracles/cdn-cache.ts'
import { bucketQuestions, holdsUnderReadings } from '../../../support/readings.ts'
import { type BatchFaults, simulateBucket } from '../../../support/simulators/bucket.ts'
import { awsWorld } from '../../../support/worlds/aws-world.ts'

const cdnFault = fc.constantFrom<Fault>(
  { kind: 'none' },
  ...lostResponses,
  knownFaults['503'],
  knownFaults.throttle,
  knownFaults['too-many'],
)

const keys = [
  'index.html',
  'a/index.html',
  'a/b c.css',
  'a/b+c.css',
  'ü/100%.png',
  "it's.html",
  'q?v=1',
  'x!$&.js',
  '(1),2:3;4=5@6.js',
  'z/~',
  '%27.txt',
]

const change = fc.record({
  key: fc.constantFrom(...keys),
  isDelete: fc.boolean(),
  shape: fc.constantFrom('direct', 'sns', 'eventbridge'),
  /** How many messages report the change. */
  copies: fc.integer({ min: 1, max: 2 }),
})

const batchFaults: fc.Arbitrary<BatchFaults> = fc.record({
  size: fc.integer({ min: 1, max: 10 }),
  crash: fc.option(fc.record({ call: fc.integer({ min: 1, max: 6 }), when: fc.constantFrom('before', 'after') }), { nil: undefined }),
  responseLost: fc.boolean(),
  duplicated: fc.boolean(),
  skew: fc.integer({ min: -120_000, max: 120_000 }),
})

const withoutFaults: BatchFaults = { size: 10, crash: undefined, responseLost: false, duplicated: false, skew: 0 }

const story = fc.record({
  seed: fc.nat(),
  rounds: fc.array(fc.record({ changes: fc.array(change, { maxLength: 4 }), faults: batchFaults }), { minLength: 1, maxLength: 5 }),
  faults: fc.array(cdnFault, { maxLength: 8 }),
  maxPaths: fc.constantFrom(3, 3_000),
  twoDistributions: fc.boolean(),
  role: fc.boolean(),
})

type Story = typeof story extends fc.Arbitrary<infer A> ? A : never

/** More deliveries than every fault, and every turn of isolated messages, can take. */
const maxDeliveries = 400

/** What browsers request when an object is served. */
const filesOf = (key: string): ReadonlyArray<CachedFile> => {
  const path = `/${key.split('/').map(encodeURIComponent).join('/')}`
  const folder = path.replace(/(?<=\/)index\.html$/, '')
  return [...new Set([path, folder])].map(one => ({ path: one, tags: [] }))
}

const holds = async (told: Story, readings: SomeReadings): Promise<void> => {
  const targetIds = told.twoDistributions ? (['E1', 'E2'] as const) : (['E1'] as const)
  const credentials = told.role ? { principal: 'arn:aws:iam::222222222222:role/invalidate', qualifier: undefined } : undefined
  const world = awsWorld({ readings, seed: told.seed, distributionIds: ['E1', 'E2'] })
  world.aws.faults.schedule('CreateInvalidation', ...told.faults)
  const bucket = simulateBucket(world, [origin({ targetIds, maxPaths: told.maxPaths, credentials })])
  const changes: { readonly key: string; readonly at: number }[] = []

  for (const { changes: made, faults } of told.rounds) {
    world.clock.advance(1_000)
    for (const { key, isDelete, shape, copies } of made) {
      bucket.send(shape, copies, () =>
        isDelete ? world.aws.s3.delete(knownBucket, key) : world.aws.s3.put(knownBucket, key, bytesOf(key)),
      )
      changes.push({ key, at: world.clock.now() })
    }
    await bucket.deliver(faults)
  }
  let deliveries = 0
  for (; deliveries < maxDeliveries && bucket.awaitMessage(); deliveries += 1) await bucket.deliver(withoutFaults)

  expect(deliveries, 'the queue becomes empty').to.be.below(maxDeliveries)
  expect(bucket.overran(), 'an invocation overran').to.equal(false)
  const created = world.aws.cloudfront.invalidations()
  for (const id of targetIds) {
    const stale = changes.flatMap(({ key, at }) => {
      const isRemoved = removedBy(
        created.flatMap(({ distributionId, createdAt, items }) => (distributionId === id && createdAt >= at ? items : [])),
      )
      return filesOf(key).filter(file => !isRemoved(file))
    })
    expect(stale, `stale on ${id}`).to.deep.equal([])
  }
}

describe('s3EventsHandler on AWS, with redelivered messages, in sandboxes that may crash at any call', () => {
  holdsUnderReadings('test/unit/entrypoints/s3-events/readings.test.ts', bucketQuestions, story, holds)
})
