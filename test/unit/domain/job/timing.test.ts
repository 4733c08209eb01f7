import { expect } from 'chai'
import fc from 'fast-check'
import { type DecisionContext, standalone } from '../../../../src/domain/job/context.ts'
import { backoff, maxPause, retryLater } from '../../../../src/domain/job/timing.ts'
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

describe('retryLater', () => {
  const [started, now] = [1_000_000, 1_005_000]
  const context: DecisionContext = { ...runContext, invocationStartedAt: started, now, deadline: started + 60_000, random: 0.5 }
  const pauseAfter = (askedSeconds: number | undefined, more: Partial<DecisionContext> = {}) =>
    retryLater(0, 'failure', { ...context, ...more }, askedSeconds).notBefore - now

  it('backs off, if the CDN asks for no longer pause', () => {
    expect([undefined, 0].map(asked => pauseAfter(asked))).to.deep.equal([50, 50])
  })

  it('waits as long as the CDN asks, while the invocation pauses', () => {
    expect([1, 12, 25, 26, 999_999_999].map(asked => pauseAfter(asked))).to.deep.equal([1_000, 12_000, 25_000, 25_000, 25_000])
  })

  it('leaves time for another attempt before the deadline', () => {
    expect(pauseAfter(12, { deadline: now + 10_000 })).to.equal(8_300)
    expect(pauseAfter(12, { deadline: now + 1_000 })).to.equal(50)
  })

  it('waits for five minutes at most in a standalone run', () => {
    const long = { policy: standalone, deadline: started + 3_600_000 }
    expect([299, 301, 999_999_999].map(asked => pauseAfter(asked, long))).to.deep.equal([299_000, 300_000, 300_000])
  })
})
