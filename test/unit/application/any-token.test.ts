import { expect } from 'chai'
import fc from 'fast-check'
import { runJob } from '../../../src/application/run-job.ts'
import { writeToken } from '../../../src/domain/job/write-token.ts'
import { knownArtifact } from '../../support/builders/artifacts.ts'
import { firstJobId, planOf } from '../../support/builders/plans.ts'
import { finished, progressOf } from '../../support/builders/progresses.ts'
import { knownJob, knownPipeline, world } from '../../support/worlds/world.ts'

const minute = 60_000

const changed = { pipeline: knownPipeline, stage: 'Deploy', action: 'Invalidate', artifact: 'SiteOutput' }
const parameters = [
  { distributionId: 'E1', items: ['/*'] },
  { distributionId: 'E1', items: ['/*'], waitForCompletion: true },
  { distributionId: 'E1', itemsFrom: 'SiteOutput::invalidate.txt' },
  { distributionId: 'E1', changed },
]

const plan = planOf()
const good = JSON.parse(writeToken(plan, progressOf(finished(plan, ['I1'])), 0, 2_048))

const numbers = fc.oneof(
  fc.constantFrom(9e15, -9e15, 8.64e15, 1e300, -1, 0, 1.5, 4_102_444_800_000, 1_000_000),
  fc.double(),
  fc.maxSafeInteger(),
)
const position = fc.array(fc.constantFrom('0', '1', '2', 'zz', 'zzzzzz'), { minLength: 5, maxLength: 10 }).map(all => all.join('.'))
const place = fc.array(fc.constantFrom('0', '1', 'zzzzzz'), { maxLength: 3 }).map(all => all.join('.'))
const places = fc.tuple(place, place).map(all => all.join('/'))
const location = fc.constantFrom('0.', '1.x', '0.s3://other/artifact', 'zzzz.x', 'x')

/** JSON that is nearly a token, so that every field is tried with values of its own type. */
const nearToken = fc
  .record(
    {
      v: fc.oneof(fc.constant(1), fc.jsonValue()),
      job: fc.oneof(fc.constant(firstJobId), fc.string(), fc.jsonValue()),
      began: fc.oneof(numbers, fc.jsonValue()),
      handedOver: fc.oneof(numbers, fc.jsonValue()),
      plan: fc.oneof(fc.constant(good.plan), fc.jsonValue()),
      at: fc.oneof(fc.array(position, { maxLength: 3 }), fc.jsonValue()),
      ids: fc.oneof(fc.array(fc.array(fc.constantFrom('+I1', '-I2', '+')), { maxLength: 3 }), fc.jsonValue()),
      baseline: fc.oneof(fc.string(), fc.array(location, { maxLength: 3 }), fc.jsonValue()),
      refused: fc.oneof(fc.array(places, { maxLength: 3 }), fc.jsonValue()),
    },
    { requiredKeys: [] },
  )
  .chain(fields => fc.constantFrom(fields, { ...good, ...fields }, { v: 1, job: firstJobId, began: 0, ...fields }))
  .map(token => JSON.stringify(token))

const storeUnavailable = { _tag: 'Refuse', failure: { _tag: 'ArtifactStoreUnavailable', reason: '503' } } as const

const outOfRange = JSON.stringify({ v: 1, job: firstJobId, began: 9e15 })

describe('runJob', () => {
  for (const requested of parameters) {
    it(`answers a job with any JSON as its token: ${JSON.stringify(requested)}`, async () => {
      await fc.assert(
        fc.asyncProperty(fc.oneof(fc.json(), nearToken, fc.jsonValue()), fc.boolean(), async (continuationToken, isUnavailable) => {
          const { ports, artifacts, reporter, clock } = world()
          if (isUnavailable) artifacts.misbehave(...Array.from({ length: 1_000 }, () => storeUnavailable))
          const job = { id: knownJob, parameters: JSON.stringify(requested), continuationToken, artifacts: [knownArtifact] }
          await runJob(ports)(job, clock.now() + minute)()
          expect(reporter.answers.size).to.equal(1)
        }),
        { examples: [[outOfRange, true]] },
      )
    })
  }
})
