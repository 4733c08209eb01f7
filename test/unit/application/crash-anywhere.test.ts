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
import { item } from '../../support/arbitraries.ts'
import { bytesOf, knownArtifact, knownLocation } from '../../support/artifacts.ts'
import { minimise } from '../../support/by-cloudfront.ts'
import { play, type Trip } from '../../support/pipeline.ts'
import { type World, world } from '../../support/world.ts'

const numRuns = Number(process.env['CRASH_RUNS'] ?? 100)
const seed = Number(process.env['CRASH_SEED'] ?? Date.now() % 1_000_000_007)

const refuse = <F>(failure: F): Misbehaviour<F> => ({ _tag: 'Refuse', failure })

const cdnTrouble = fc.constantFrom<Misbehaviour<CdnFailure> | undefined>(
  undefined,
  refuse({ _tag: 'Throttled', code: 'Throttling' }),
  refuse({ _tag: 'CdnUnavailable', code: '503' }),
  refuse({ _tag: 'TooManyInProgress', code: 'TooMany' }),
  refuse({ _tag: 'NoAnswer', reason: 'ECONNRESET' }),
  { _tag: 'LoseAnswer' },
  { _tag: 'Hang' },
)

const reporterTrouble = fc.constantFrom<Misbehaviour<ReportFailure> | undefined>(
  undefined,
  refuse({ _tag: 'ReporterUnavailable', reason: '503' }),
  { _tag: 'LoseAnswer' },
  { _tag: 'Hang' },
)

const storeTrouble = fc.constantFrom<Misbehaviour<ArtifactFailure>>(
  refuse({ _tag: 'ArtifactStoreUnavailable', reason: '503' }),
  { _tag: 'LoseAnswer' },
  { _tag: 'Hang' },
)

const present = <A>(values: ReadonlyArray<A | undefined>): ReadonlyArray<A> => values.flatMap(value => (value === undefined ? [] : [value]))

const trip: fc.Arbitrary<Trip> = fc.record({
  crash: fc.option(fc.record({ call: fc.integer({ min: 1, max: 12 }), when: fc.constantFrom('before', 'after') }), { nil: undefined }),
  twice: fc.boolean(),
  again: fc.boolean(),
})

const story = fc.record({
  items: fc.uniqueArray(
    fc.tuple(fc.nat({ max: 20 }), fc.boolean()).map(([n, wild]) => item(wild ? `/${n}/*` : `/${n}`)),
    { minLength: 1, maxLength: 16 },
  ),
  distributionId: fc.subarray(['E1', 'E2', 'E3'], { minLength: 1 }),
  waitForCompletion: fc.boolean(),
  /** Whether the items are read from a file, and how that goes wrong at first. */
  fromFile: fc.boolean(),
  storeTroubles: fc.array(storeTrouble, { maxLength: 12 }),
  cdnTroubles: fc.array(cdnTrouble, { maxLength: 40 }).map(present),
  reporterTroubles: fc.array(reporterTrouble, { maxLength: 8 }).map(present),
  trips: fc.array(trip, { maxLength: 12 }),
  /** More items than these are too large, or too many, whatever the CDN declares. */
  undeclared: fc.record({ limit: fc.integer({ min: 1, max: 5 }), _tag: fc.constantFrom('RequestTooLarge', 'TooManyInProgress') }),
  completesAfter: fc.constantFrom(0, 5_000, 100_000, 3_000_000),
})

/** What repeated attempts to answer may add to the pauses of an invocation. */
const longestReportPauses = (failures: number): number =>
  Array.from({ length: failures }, (_, index) => backoff(index + 1, 1)).reduce((sum, pause) => sum + pause, 0)

const capabilities: Partial<CdnCapabilities> = { maxItemsPerRequest: 4, wildcards: { granularity: 'character', maxPerRequest: 2 } }

const everythingSent = ({ cdn }: World, targetId: string): ReadonlyArray<Item> =>
  cdn
    .created()
    .flatMap(({ request }) => (request.targetId === targetId ? request.items : []))
    .sort()

const invalidated = (here: World, targetId: string): ReadonlyArray<Item> => [...new Set(everythingSent(here, targetId))]

describe('A job that may crash anywhere', () => {
  it(`invalidates everything, nothing twice, and is answered once (${numRuns} runs, seed ${seed})`, async () => {
    await fc.assert(
      fc.asyncProperty(story, async ({ items, distributionId, waitForCompletion, trips, completesAfter, undeclared, ...how }) => {
        const { limit, _tag } = undeclared
        const rejects = ({ items }: InvalidationRequest): CdnFailure | undefined =>
          items.length > limit ? { _tag, code: 'TooMany' } : undefined
        const here = world(undefined, { capabilities, completesAfter, rejects })
        here.cdn.misbehave(...how.cdnTroubles)
        here.reporter.misbehave(...how.reporterTroubles)
        here.artifacts.misbehave(...how.storeTroubles)
        here.artifacts.put(knownLocation, { 'items.txt': bytesOf(items.join('\n')) })
        const what = how.fromFile ? { itemsFrom: `${knownArtifact.name}::items.txt` } : { items }
        const parameters = JSON.stringify({ distributionId, ...what, waitForCompletion, timeoutMinutes: 1_380 })

        const { final, jobs, runs } = await play(here, parameters, trips)

        expect(final).to.include({ _tag: 'Success', ...(waitForCompletion ? { status: 'Completed' } : {}) })
        expect([...here.reporter.answers.values()].filter(({ _tag }) => _tag !== 'Continuation')).to.have.length(1)
        expect(here.reporter.answers.size).to.equal(jobs)

        for (const id of distributionId) expect(invalidated(here, id)).to.deep.equal(minimise(items))
        const batches = here.cdn.created().map(({ request }) => JSON.stringify([request.targetId, request.items]))
        expect(new Set(batches).size).to.equal(batches.length)

        if (!trips.some(({ twice, again }) => twice || again)) {
          for (const id of distributionId) expect(everythingSent(here, id)).to.deep.equal(minimise(items))
        }
        if (!trips.some(({ twice }) => twice)) {
          for (const run of runs) {
            expect(run.overran).to.equal(false)
            expect(run.paused).to.be.at.most(timing.maxPause + longestReportPauses(how.reporterTroubles.length))
          }
        }
      }),
      { numRuns, seed },
    )
  }).timeout(600_000)
})
