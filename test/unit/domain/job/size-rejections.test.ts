import { expect } from 'chai'
import { type TargetProgress, untried } from '../../../../src/domain/job/progress.ts'
import { halvingsAfter, sizeRejectionsAfter } from '../../../../src/domain/job/size-rejections.ts'
import { planOf } from '../../../support/plans.ts'
import { finished, stuck } from '../../../support/progresses.ts'

const plan = planOf()
const due = (tag: 'TooManyInProgress' | 'Throttled') => stuck({ ...untried, attempts: 1, lastFailure: { _tag: tag, code: 'c' } })

describe('strikesAfter', () => {
  const table: ReadonlyArray<readonly [string, TargetProgress, number]> = [
    ['nothing happened', { ...stuck(), sizeRejections: 3 }, 3],
    ['the CDN was busy', { ...due('Throttled'), sizeRejections: 3 }, 3],
    ['a request was one too many', { ...due('TooManyInProgress'), sizeRejections: 3 }, 4],
    ['a request was too large', { ...stuck({ _tag: 'TooLarge' }), sizeRejections: 3 }, 7],
    ['something got through', { ...finished(plan, ['I1']), sizeRejections: 9 }, 5],
    ['something got through, then one was too many', { ...due('TooManyInProgress'), created: 1, sizeRejections: 9 }, 5],
    ['something got through, then one was too large', { ...stuck({ _tag: 'TooLarge' }), created: 1, sizeRejections: 4 }, 8],
    ['something had got through before', { ...due('TooManyInProgress'), created: 2, createdBefore: 2, sizeRejections: 9 }, 10],
    ['all went well', finished(plan, ['I1']), 0],
    ['there are as many as make a difference', { ...stuck({ _tag: 'TooLarge' }), sizeRejections: 47 }, 48],
    ['there are as many as make a difference, and one was too many', { ...due('TooManyInProgress'), sizeRejections: 48 }, 48],
  ]
  for (const [what, target, sizeRejections] of table) {
    it(`are ${sizeRejections} of ${target.sizeRejections} when ${what}`, () => {
      expect(sizeRejectionsAfter(plan, target)).to.equal(sizeRejections)
    })
  }
})

describe('halvingsAfter', () => {
  it('takes four strikes', () => {
    expect([0, 3, 4, 7, 8, 48].map(halvingsAfter)).to.deep.equal([0, 0, 1, 1, 2, 12])
  })
})
