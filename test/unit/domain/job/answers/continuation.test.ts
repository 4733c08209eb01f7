import { expect } from 'chai'
import type { CdnFailure } from '../../../../../src/domain/cdn/cdn-failure.ts'
import { continuation } from '../../../../../src/domain/job/answers/continuation.ts'
import { untried } from '../../../../../src/domain/job/progress.ts'
import { item } from '../../../../support/builders/arbitraries.ts'
import { targetNotFound } from '../../../../support/builders/failures.ts'
import { planOf } from '../../../../support/builders/plans.ts'
import { finished, progressOf, stuck } from '../../../../support/builders/progresses.ts'
import { runContext } from '../../../../support/capabilities.ts'

const context = { policy: runContext.policy, now: Date.UTC(2026, 0, 1, 1) }

const waiting = planOf({ targetIds: ['E1', 'E2', 'E3'], waitForCompletion: true })

describe('continuation', () => {
  it('counts completed invalidations, and says since when the job waits', () => {
    const progress = progressOf(finished(waiting, ['I1'], 1), finished(waiting, ['I2'], 1), finished(waiting, ['I3']))
    expect(continuation(waiting, progress, context)).to.include({
      _tag: 'Continuation',
      summary: '2 of 3 invalidations complete, waiting since 2026-01-01 00:00:00 UTC',
      percentComplete: 66,
    })
  })

  it('says in the token when it was written', () => {
    const progress = progressOf(finished(waiting, ['I1'], 1), finished(waiting, ['I2'], 1), finished(waiting, ['I3']))
    expect(continuation(waiting, progress, context))
      .to.have.property('token')
      .that.includes(`"handedOver":${context.now}`)
  })

  it('counts submitted items, and names the obstacle', () => {
    const plan = planOf({ items: Array.from({ length: 20 }, (_, index) => item(`/${index}/*`)) })
    const summaries = (failure: CdnFailure) =>
      continuation(
        plan,
        progressOf({
          ...finished(plan, ['I1']),
          position: { wildcards: 15, others: 0 },
          submission: { ...untried, attempts: 3, lastFailure: failure },
        }),
        context,
      )
    expect(summaries({ _tag: 'TooManyInProgress', code: 'TooManyInvalidationsInProgress' })).to.include({
      summary:
        '15 of 20 items submitted in 1 invalidation; CloudFront is unavailable (TooManyInvalidationsInProgress), trying since 2026-01-01 00:00:00 UTC',
      percentComplete: 75,
    })
    expect(summaries({ _tag: 'NoAnswer', reason: 'ECONNRESET' }).summary).to.include('is unavailable (ECONNRESET)')
  })

  it('returns the items that every target has accepted', () => {
    const progress = progressOf(finished(waiting, ['I1']), finished(waiting, ['I2']), finished(waiting, ['I3']))
    expect(continuation(waiting, progress, context).submitted?.()).to.deep.equal(['/*'])
    expect(continuation(waiting, progressOf(...progress.targets, stuck()), context).submitted?.()).to.deep.equal([])
  })

  it('names no obstacle if nothing was tried', () => {
    const answer = continuation(waiting, progressOf(stuck(), stuck(), stuck()), context)
    expect(answer.summary).to.equal('0 of 3 items submitted in 0 invalidations, trying since 2026-01-01 00:00:00 UTC')
    expect(answer.percentComplete).to.equal(0)
  })

  it('does not report a permanent failure as an obstacle', () => {
    const rejected = stuck({ _tag: 'Rejected', failure: targetNotFound })
    const { summary } = continuation(waiting, progressOf(rejected, finished(waiting, ['I2']), finished(waiting, ['I3'])), context)
    expect(summary).to.equal('2 of 3 items submitted in 2 invalidations, trying since 2026-01-01 00:00:00 UTC')
  })

  it('is below 100 percent while anything is unfinished', () => {
    const progress = progressOf(finished(waiting, ['I1'], 1), finished(waiting, ['I2'], 1), stuck())
    expect(continuation(waiting, progress, context).percentComplete).to.equal(66)
  })
})
