import { expect } from 'chai'
import fc from 'fast-check'
import { zipSync } from 'fflate'
import type { StoredInvalidation } from '../../../../local/aws/cloudfront-state.ts'
import type { JobResult } from '../../../../local/aws/codepipeline-state.ts'
import { type Fault, knownFaults } from '../../../../local/aws/faults.ts'
import { jobEvent } from '../../../../local/aws/job-event.ts'
import type { SomeReadings } from '../../../../local/aws/readings.ts'
import { bytesOf } from '../../../support/builders/artifacts.ts'
import { lostResponses } from '../../../support/builders/lost-responses.ts'
import { type CachedFile, removedBy } from '../../../support/oracles/cdn-cache.ts'
import { holdsUnderReadings, pipelineQuestions } from '../../../support/readings.ts'
import { type ActionOutcome, type DeliveryFaults, simulateAction } from '../../../support/simulators/action.ts'
import { type AwsWorld, awsWorld } from '../../../support/worlds/aws-world.ts'

const slowDown: Fault = { kind: 'error', status: 503, code: 'SlowDown' }
const throttling: Fault = { kind: 'error', status: 400, code: 'Throttling' }
const none: Fault = { kind: 'none' }

const faultsOf = (...kinds: ReadonlyArray<Fault>): fc.Arbitrary<ReadonlyArray<Fault>> =>
  fc.array(fc.constantFrom(none, ...kinds), { maxLength: 6 })

const faults = fc.record({
  CreateInvalidation: faultsOf(...lostResponses, knownFaults['503'], throttling, knownFaults['too-many']),
  GetInvalidation: faultsOf(...lostResponses, knownFaults['503'], throttling),
  ListInvalidations: faultsOf(...lostResponses, throttling),
  PutJobSuccessResult: faultsOf(...lostResponses, knownFaults.throttle),
  PutJobFailureResult: faultsOf(...lostResponses, knownFaults.throttle),
  GetObject: faultsOf(...lostResponses, slowDown),
  AssumeRole: faultsOf(...lostResponses, throttling),
})

/** The clocks of two sandboxes differ by up to four minutes. */
const maxSkew = 120_000

const deliveryFaults: fc.Arbitrary<DeliveryFaults> = fc.record({
  crash: fc.option(fc.record({ call: fc.integer({ min: 1, max: 10 }), when: fc.constantFrom('before', 'after') }), { nil: undefined }),
  duplicated: fc.boolean(),
  redelivered: fc.boolean(),
  skew: fc.integer({ min: -maxSkew, max: maxSkew }),
})

/** Paths with every character that CloudFront may refuse, wildcards, and tags. */
const item = fc.oneof(
  { weight: 4, arbitrary: fc.nat({ max: 20 }).map(n => `/${n}`) },
  { weight: 4, arbitrary: fc.nat({ max: 20 }).map(n => `/${n}/*`) },
  { weight: 2, arbitrary: fc.constantFrom(...Array.from("'!$&()+,:;=@", character => `/x/a${character}b.html`), '/x/a?b=1', '/x/%27.png') },
  { weight: 1, arbitrary: fc.nat({ max: 3 }).map(n => `#tag-${n}`) },
)

const story = fc.record({
  seed: fc.nat(),
  items: fc.uniqueArray(item, { minLength: 1, maxLength: 20 }),
  /** More paths, so that quotas for items matter. */
  bulk: fc.constantFrom(0, 0, 0, 0, 0, 0, 0, 200),
  distributionId: fc.subarray(['ETAGGED', 'E1', 'E2'], { minLength: 1 }),
  waiting: fc.constantFrom(
    {},
    {},
    { waitForCompletion: true },
    { waitForCompletion: true, onWaitTimeout: 'succeed' },
    { waitForCompletion: true, onWaitTimeout: 'fail' },
  ),
  parameters: fc.record(
    {
      dryRun: fc.constantFrom(true, false, false, false),
      maxPaths: fc.constantFrom(5, 30),
      roleArn: fc.constant('arn:aws:iam::222222222222:role/invalidate'),
    },
    { requiredKeys: [] },
  ),
  fromFile: fc.boolean(),
  deliveries: fc.array(deliveryFaults, { maxLength: 6 }),
  faults,
  completesAfter: fc.constantFrom(0, 0, 5_000, 5_000, 5_000, 20_000, 60_000, 400_000),
})

type Story = typeof story extends fc.Arbitrary<infer A> ? A : never

/** Long enough for every wait in these stories, even with one wildcard in progress at a time. */
const timeoutMinutes = 1_380

/** Enough for every fault, and for every minute that a job can last. */
const maxInvocations = 400 + 2 * timeoutMinutes

/** The files that visitors have requested, and that a path of the job names. A tag is only on files of a distribution that reads tags. */
const filesOf = (requested: string, distributionId: string): ReadonlyArray<CachedFile> => {
  if (requested.startsWith('#'))
    return distributionId === 'ETAGGED' ? [{ path: `/tagged/${requested.slice(1)}`, tags: [requested.slice(1)] }] : []
  if (!requested.endsWith('*')) return [{ path: requested, tags: [] }]
  return ['', 'index.html', "it's/a.png"].map(name => ({ path: `${requested.slice(0, -1)}${name}`, tags: [] }))
}

/** The requested items whose files are still in a cache of a distribution. */
const staleItems = (items: ReadonlyArray<string>, distributionId: string, created: ReadonlyArray<StoredInvalidation>) => {
  const isRemoved = removedBy(created.flatMap(one => (one.distributionId === distributionId ? one.items : [])))
  return items.filter(one => !filesOf(one, distributionId).every(isRemoved))
}

const textOf = ({ executionDetails, failureDetails }: JobResult): string => failureDetails?.message ?? executionDetails?.summary ?? ''

const allItems = ({ items, bulk, fromFile }: Story): ReadonlyArray<string> => [
  ...items,
  ...Array.from({ length: fromFile ? bulk : 0 }, (_, n) => `/bulk/${n}`),
]

const run = async (told: Story, readings: SomeReadings): Promise<{ readonly world: AwsWorld; readonly outcome: ActionOutcome }> => {
  const { seed, distributionId, parameters, fromFile, deliveries, completesAfter } = told
  const world = awsWorld({
    readings,
    seed,
    distributionIds: ['ETAGGED', 'E1', 'E2'],
    taggedIds: ['ETAGGED'],
    completion: { after: completesAfter },
  })
  const [bucket, key] = ['codepipeline-eu-west-1-111111111111', 'my-site/SiteOutput/TdOSFRV']
  world.aws.s3.put(bucket, key, zipSync({ 'items.txt': bytesOf(allItems(told).join('\n')) }))
  world.aws.s3.grant(bucket, key)
  for (const [operation, scheduled] of Object.entries(told.faults)) world.aws.faults.schedule(operation, ...scheduled)
  const source = fromFile ? { itemsFrom: 'SiteOutput::items.txt' } : { items: told.items }
  const userParameters = JSON.stringify({ distributionId, ...source, ...parameters, ...told.waiting, timeoutMinutes })
  return { world, outcome: await simulateAction(world, jobId => jobEvent(jobId, userParameters), deliveries, maxInvocations) }
}

/** Why the job may fail under these readings, as its message has to say; `undefined` if it has to succeed. */
const mayFail = (told: Story, readings: SomeReadings): RegExp | undefined => {
  const { items, distributionId, fromFile } = told
  const hasTags = items.some(one => one.startsWith('#'))
  if (fromFile && readings.artifactCredentials === 'absent') return /provides no credentials/
  if (hasTags && readings.tagsWithoutConfig === 'refused' && distributionId.some(id => id !== 'ETAGGED')) return /#tag-\d/
  return undefined
}

const holds = async (told: Story, readings: SomeReadings): Promise<void> => {
  const { world, outcome } = await run(told, readings)
  const { final, jobIds } = outcome
  const created = world.aws.cloudfront.invalidations()
  expect(final, 'the job ends').not.to.equal(undefined)
  if (final === undefined) return
  expect(outcome.overran, 'an invocation overran').to.equal(false)
  expect(outcome.falseAlarms, 'an invocation failed after it delivered the result').to.equal(0)

  const results = jobIds.flatMap(id => world.aws.codepipeline.resultOf(id) ?? [])
  expect(results.filter(({ continuationToken }) => continuationToken === undefined)).to.have.length(1)

  const batches = created.map(({ distributionId, items }) => JSON.stringify([distributionId, items]))
  expect(new Set(batches).size, 'no batch twice').to.equal(batches.length)

  const isRepeated = told.deliveries.some(({ duplicated, redelivered }) => duplicated || redelivered)
  if (!isRepeated && readings.delivery !== 'twice-at-once') {
    for (const id of told.distributionId) {
      const sent = created.flatMap(({ distributionId, items }) => (distributionId === id ? items : []))
      expect(new Set(sent).size, 'no item twice').to.equal(sent.length)
    }
  }

  const reason = mayFail(told, readings)
  const isGreen = final.operation === 'PutJobSuccessResult'
  if (reason === undefined) expect(isGreen, textOf(final)).to.equal(true)
  if (told.parameters.dryRun) expect(created).to.deep.equal([])
  if (told.parameters.dryRun) return
  for (const id of told.distributionId) {
    const stale = staleItems(allItems(told), id, created)
    if (isGreen) expect(stale, `stale on ${id}: ${textOf(final)}`).to.deep.equal([])
    if (reason !== undefined && !isGreen) expect(textOf(final)).to.match(reason)
  }
  if (final.outputVariables?.['Status'] === 'Completed') {
    const latest = Math.max(...created.map(({ createdAt }) => createdAt))
    expect(world.clock.now(), 'complete').to.be.at.least(latest + told.completesAfter)
  }
}

describe('codePipelineHandler on AWS, in sandboxes that may crash at any call', () => {
  holdsUnderReadings('test/unit/entrypoints/codepipeline/readings.test.ts', pipelineQuestions, story, holds)
})
