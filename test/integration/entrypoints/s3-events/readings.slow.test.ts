import { expect } from 'chai'
import { knownFaults } from '../../../../local/aws/faults.ts'
import type { Invocation } from '../../../../local/lambda/function.ts'
import { removedBy } from '../../../support/oracles/cdn-cache.ts'
import { bucketQuestions, singles, textOf } from '../../../support/readings.ts'
import { s3EventsWorldPerTest } from '../../../support/worlds/s3-events.ts'

const keys = ['index.html', 'a b+c/%.png', "it's.html", 'x!$&.js', '(1),2:3;4=5@6.js', 'z/~']

/** What browsers request. */
const requested = keys.map(key => `/${key.split('/').map(encodeURIComponent).join('/')}`)

describe('The bundle for S3 events, under each reading of AWS', () => {
  const start = s3EventsWorldPerTest([] satisfies Invocation[])

  for (const one of singles(bucketQuestions)) {
    it(`invalidates everything and empties the queue: ${textOf(one) || 'as documented'}`, async () => {
      const here = await start({ readings: one.readings, shape: 'eventbridge', speed: 50 })
      here.aws.faults.schedule('CreateInvalidation', knownFaults['drop-after'])
      here.put(...keys)
      await here.source.drain()
      expect([here.queue.bodies(), here.deadLetters.bodies()]).to.deep.equal([[], []])
      const isRemoved = removedBy(here.paths())
      expect(requested.filter(path => !isRemoved({ path, tags: [] }))).to.deep.equal([])
    }).timeout(120_000)
  }
})
