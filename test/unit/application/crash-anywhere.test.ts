import { expect } from 'chai'
import fc from 'fast-check'
import type { CdnCapabilities } from '../../../src/domain/cdn/capabilities.ts'
import type { CdnFailure } from '../../../src/domain/cdn/cdn-failure.ts'
import type { InvalidationRequest } from '../../../src/domain/cdn/invalidation.ts'
import type { Item } from '../../../src/domain/items/item.ts'
import type { ReportFailure } from '../../../src/domain/job/report-failure.ts'
import { backoff, timing } from '../../../src/domain/job/timing.ts'
import type { ArtifactFailure } from '../../../src/domain/pipeline/artifact-failure.ts'
import type { Misbehaviour } from '../../../src/testing/fakes/misbehaviour.ts'
import { item } from '../../support/builders/arbitraries.ts'
import { bytesOf, knownArtifact, knownLocation } from '../../support/builders/artifacts.ts'
import { throttled, tooManyInProgress } from '../../support/builders/failures.ts'
import { minimise } from '../../support/by-cloudfront.ts'
import { type DeliveryFaults, simulatePipeline } from '../../support/simulators/pipeline.ts'
import { type World, world } from '../../support/worlds/world.ts'

const numRuns = Number(process.env['CRASH_RUNS'] ?? 100)
const seed = Number(process.env['CRASH_SEED'] ?? Date.now() % 1_000_000_007)

const rejectWith = <F>(failure: F): Misbehaviour<F> => ({ _tag: 'Refuse', failure })

const cdnFault = fc.constantFrom<Misbehaviour<CdnFailure> | undefined>(
  undefined,
  rejectWith(throttled),
  rejectWith({ _tag: 'CdnUnavailable', code: '503' }),
  rejectWith(tooManyInProgress),
  rejectWith({ _tag: 'NoAnswer', reason: 'ECONNRESET' }),
  { _tag: 'LoseAnswer' },
  { _tag: 'Hang' },
)

const reporterFault = fc.constantFrom<Misbehaviour<ReportFailure> | undefined>(
  undefined,
  rejectWith({ _tag: 'ReporterUnavailable', reason: '503' }),
  { _tag: 'LoseAnswer' },
  { _tag: 'Hang' },
)

const storeFault = fc.constantFrom<Misbehaviour<ArtifactFailure>>(
  rejectWith({ _tag: 'ArtifactStoreUnavailable', reason: '503' }),
  { _tag: 'LoseAnswer' },
  { _tag: 'Hang' },
)

const present = <A>(values: ReadonlyArray<A | undefined>): ReadonlyArray<A> => values.flatMap(value => (value === undefined ? [] : [value]))

const deliveryFaults: fc.Arbitrary<DeliveryFaults> = fc.record({
  crash: fc.option(fc.record({ call: fc.integer({ min: 1, max: 12 }), when: fc.constantFrom('before', 'after') }), { nil: undefined }),
  duplicated: fc.boolean(),
  redelivered: fc.boolean(),
})

const ordinary = fc.tuple(fc.nat({ max: 20 }), fc.boolean()).map(([n, wild]) => item(wild ? `/${n}/*` : `/${n}`))

/** Items that the CDN refuses. It accepts the wildcards of those that start with `/w`, and refuses those of the others. */
const refused = fc
  .tuple(fc.constantFrom('w', 'r'), fc.nat({ max: 3 }), fc.constantFrom("'", "'a", "'b", "'*"))
  .map(([kind, n, end]) => item(`/${kind}${n}${end}`))

const isRefused = (one: Item): boolean => one.includes("'") || one.startsWith('/r')

const wildcardOf = (one: Item): Item => item(`${one.slice(0, one.indexOf("'"))}*`)

/** The items that the CDN accepts for a plan, sorted. */
const acceptable = (items: ReadonlyArray<Item>): ReadonlyArray<Item> =>
  [...new Set(items.map(one => (isRefused(one) ? wildcardOf(one) : one)).filter(one => !isRefused(one)))].sort()

const excludedFrom = (items: ReadonlyArray<Item>): ReadonlyArray<Item> => items.filter(one => isRefused(one) && isRefused(wildcardOf(one)))

const story = fc.record({
  items: fc.uniqueArray(fc.oneof({ weight: 3, arbitrary: ordinary }, { weight: 1, arbitrary: refused }), { minLength: 1, maxLength: 16 }),
  distributionId: fc.subarray(['E1', 'E2', 'E3'], { minLength: 1 }),
  waitForCompletion: fc.boolean(),
  /** Whether the items are read from a file. */
  fromFile: fc.boolean(),
  /** How the first reads of the file fail. */
  storeFaults: fc.array(storeFault, { maxLength: 12 }),
  cdnFaults: fc.array(cdnFault, { maxLength: 40 }).map(present),
  reporterFaults: fc.array(reporterFault, { maxLength: 8 }).map(present),
  deliveries: fc.array(deliveryFaults, { maxLength: 12 }),
  /** The CDN rejects requests with more items than this with this failure, although its capabilities allow them. */
  undeclared: fc.record({ limit: fc.integer({ min: 1, max: 5 }), _tag: fc.constantFrom('RequestTooLarge', 'TooManyInProgress') }),
  /** Whether it looks at the size of a request before it looks at the items. */
  looksAtSizeFirst: fc.boolean(),
  /** The response to a repeated request. */
  resend: fc.constantFrom('same', 'refused'),
  completesAfter: fc.constantFrom(0, 5_000, 100_000, 3_000_000),
})

/** Milliseconds that retries of the report may add to the pauses of an invocation. */
const maxReportPauses = (failures: number): number =>
  Array.from({ length: failures }, (_, index) => backoff(index + 1, 1)).reduce((sum, pause) => sum + pause, 0)

const capabilities: Partial<CdnCapabilities> = { maxItemsPerRequest: 4, wildcards: { granularity: 'character', maxPerRequest: 2 } }

const sentItems = ({ cdn }: World, targetId: string): ReadonlyArray<Item> =>
  cdn
    .created()
    .flatMap(({ request }) => (request.targetId === targetId ? request.items : []))
    .sort()

const distinctItems = (here: World, targetId: string): ReadonlyArray<Item> => [...new Set(sentItems(here, targetId))]

describe('runJob in a process that may crash at any call', () => {
  it(`invalidates every item once and reports one final answer (${numRuns} runs, seed ${seed})`, async () => {
    await fc.assert(
      fc.asyncProperty(
        story,
        async ({ items, distributionId, waitForCompletion, deliveries, completesAfter, undeclared, resend, ...faults }) => {
          const { limit, _tag } = undeclared
          const rejects = ({ items }: InvalidationRequest): CdnFailure | undefined => {
            const bySize: CdnFailure | undefined = items.length > limit ? { _tag, code: 'TooMany' } : undefined
            const byItems: CdnFailure | undefined = items.some(isRefused) ? { _tag: 'ItemsRejected', detail: 'bad' } : undefined
            return faults.looksAtSizeFirst ? (bySize ?? byItems) : (byItems ?? bySize)
          }
          const here = world(undefined, { capabilities, completesAfter, resend, rejects })
          here.cdn.misbehave(...faults.cdnFaults)
          here.reporter.misbehave(...faults.reporterFaults)
          here.artifacts.misbehave(...faults.storeFaults)
          here.artifacts.put(knownLocation, { 'items.txt': bytesOf(items.join('\n')) })
          const source = faults.fromFile ? { itemsFrom: `${knownArtifact.name}::items.txt` } : { items }
          const parameters = JSON.stringify({ distributionId, ...source, waitForCompletion, timeoutMinutes: 1_380 })

          const { final, jobs, runs } = await simulatePipeline(here, parameters, deliveries)

          const planned = minimise(items)
          const excluded = excludedFrom(planned)
          const widened = planned.filter(isRefused).length - excluded.length
          if (excluded.length === 0 && widened > 0)
            expect(final).to.have.property('summary').that.includes(`${widened} item`).and.includes(' widened to "/w')
          if (excluded.length === 0) expect(final).to.include({ _tag: 'Success', ...(waitForCompletion ? { status: 'Completed' } : {}) })
          else {
            expect(final).to.include({ _tag: 'Failure', kind: 'configuration' })
            expect(final).to.have.property('message').that.includes(`rejected ${excluded.length} item`)
            if (excluded.length <= 5) for (const one of excluded) expect(final).to.have.property('message').that.includes(`"${one}"`)
          }
          expect([...here.reporter.answers.values()].filter(({ _tag }) => _tag !== 'Continuation')).to.have.length(1)
          expect(here.reporter.answers.size).to.equal(jobs)

          for (const id of distributionId) expect(distinctItems(here, id)).to.deep.equal(acceptable(planned))
          const requests = here.cdn.created().map(({ request }) => JSON.stringify([request.targetId, request.items]))
          expect(new Set(requests).size).to.equal(requests.length)

          if (!deliveries.some(({ duplicated, redelivered }) => duplicated || redelivered)) {
            for (const id of distributionId) expect(sentItems(here, id)).to.deep.equal(acceptable(planned))
          }
          if (!deliveries.some(({ duplicated }) => duplicated)) {
            for (const run of runs) {
              expect(run.overran).to.equal(false)
              expect(run.paused).to.be.at.most(timing.maxPause + maxReportPauses(faults.reporterFaults.length))
            }
          }
        },
      ),
      { numRuns, seed },
    )
  }).timeout(600_000)
})
