import { expect } from 'chai'
import fc from 'fast-check'
import { standalone } from '../../../../src/domain/job/context.ts'
import { backoff, maxPause } from '../../../../src/domain/job/timing.ts'
import { cdnCapabilities, runContext } from '../../../support/capabilities.ts'

describe('maxPause', () => {
  const pauseOf = (completion: typeof cdnCapabilities.completion) => maxPause({ ...runContext, cdn: { ...cdnCapabilities, completion } })

  it('is the usual completion time of the CDN, or 30 seconds if it has none', () => {
    expect(pauseOf({ usual: 90_000, maxIdLength: 36 })).to.equal(90_000)
    expect(pauseOf(undefined)).to.equal(30_000)
  })

  it('is unlimited in a standalone run', () => {
    expect(maxPause({ ...runContext, policy: standalone })).to.equal(Number.POSITIVE_INFINITY)
  })
})

describe('backoff', () => {
  it('doubles its upper bound from 100 milliseconds to 5 seconds', () => {
    expect([1, 2, 3, 6, 7, 100].map(attempts => backoff(attempts, 0.999_999))).to.deep.equal([100, 200, 400, 3_200, 5_000, 5_000])
  })

  it('is between zero and its upper bound', () => {
    const anyRandom = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2_000 }),
        anyRandom,
        (attempts, random) => backoff(attempts, random) >= 0 && backoff(attempts, random) <= 5_000,
      ),
    )
  })
})
