import { expect } from 'chai'
import { type TargetProgress, untried } from '../../../../src/domain/job/progress.ts'
import { halvingsAfter, sizeRejectionsAfter } from '../../../../src/domain/job/size-rejections.ts'
import { throttled } from '../../../support/builders/failures.ts'
import { planOf } from '../../../support/builders/plans.ts'
import { finished, stuck } from '../../../support/builders/progresses.ts'

const plan = planOf()
const noAnswer = { _tag: 'NoAnswer', reason: 'ECONNRESET' } as const
const due = (tag: 'TooManyInProgress' | 'Throttled') => stuck({ ...untried, attempts: 1, lastFailure: { _tag: tag, code: 'c' } })

describe('sizeRejectionsAfter', () => {
  const table: ReadonlyArray<readonly [string, TargetProgress, number]> = [
    ['nothing happened', { ...stuck(), sizeRejections: 3 }, 3],
    ['the CDN throttled requests', { ...due('Throttled'), sizeRejections: 3 }, 4],
    ['the CDN did not respond', { ...stuck({ ...untried, attempts: 1, lastFailure: noAnswer }), sizeRejections: 3 }, 3],
    [
      'an invalidation was not found again',
      { ...stuck({ _tag: 'LookUp', lookUp: { ...untried, attempts: 1, lastFailure: throttled } }), sizeRejections: 3 },
      3,
    ],
    ['too many invalidations were in progress', { ...due('TooManyInProgress'), sizeRejections: 3 }, 4],
    ['a request was too large', { ...stuck({ _tag: 'TooLarge' }), sizeRejections: 3 }, 7],
    ['a request succeeded', { ...finished(plan, ['I1']), sizeRejections: 9 }, 5],
    ['a request succeeded, then too many were in progress', { ...due('TooManyInProgress'), created: 1, sizeRejections: 9 }, 5],
    ['a request succeeded, then one was too large', { ...stuck({ _tag: 'TooLarge' }), created: 1, sizeRejections: 4 }, 8],
    ['a request succeeded in an earlier invocation', { ...due('TooManyInProgress'), created: 2, createdBefore: 2, sizeRejections: 9 }, 10],
    ['all requests succeeded', finished(plan, ['I1']), 0],
    ['a request was too large near the maximum', { ...stuck({ _tag: 'TooLarge' }), sizeRejections: 47 }, 48],
    ['too many were in progress at the maximum', { ...due('TooManyInProgress'), sizeRejections: 48 }, 48],
  ]
  for (const [what, target, sizeRejections] of table) {
    it(`changes ${target.sizeRejections} to ${sizeRejections} when ${what}`, () => {
      expect(sizeRejectionsAfter(plan, target)).to.equal(sizeRejections)
    })
  }
})

describe('halvingsAfter', () => {
  it('is one more for every four size rejections', () => {
    expect([0, 3, 4, 7, 8, 48].map(halvingsAfter)).to.deep.equal([0, 0, 1, 1, 2, 12])
  })
})
