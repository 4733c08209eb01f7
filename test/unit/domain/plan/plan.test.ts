import { expect } from 'chai'
import fc from 'fast-check'
import type { JobSpec } from '../../../../src/domain/parameters/job-spec.ts'
import { callerReference } from '../../../../src/domain/plan/invalidation-request.ts'
import { makePlan } from '../../../../src/domain/plan/plan.ts'
import { item, itemText, jobId } from '../../../support/arbitraries.ts'
import { cdn } from '../../../support/cdn.ts'
import { leftOf, rightOf } from '../../../support/either.ts'

const job = { id: '11111111-abcd-1111-abcd-111111abcdef', account: { partition: 'aws', id: '111111111111' } }
const spec = (change: Partial<JobSpec> = {}): JobSpec => ({
  distributionIds: ['E1'],
  items: [item('/*')],
  role: undefined,
  dryRun: false,
  ...change,
})
const plan = (change: Partial<JobSpec> = {}) => rightOf(makePlan(cdn, job)(spec(change)))

describe('makePlan', () => {
  it('makes one request of a plain job', () => {
    const { requests } = plan()
    expect(requests).to.have.length(1)
    expect(requests[0]).to.include({ distributionId: 'E1', role: undefined, account: job.account })
    expect(requests[0]?.items).to.deep.equal(['/*'])
    expect(requests[0]?.reference).to.match(/^11111111-abcd-1111-abcd-111111abcdef-[0-9a-f]{32}$/)
  })

  it('asks every distribution for the same', () => {
    const { requests } = plan({ distributionIds: ['E2', 'E1'], items: [item('/b'), item('/a')] })
    expect(requests.map(({ distributionId, items }) => [distributionId, ...items])).to.deep.equal([
      ['E2', '/a', '/b'],
      ['E1', '/a', '/b'],
    ])
  })

  it('looks for the distribution in the account of the role, where there is one', () => {
    const role = { arn: 'arn:aws-cn:iam::222222222222:role/r', externalId: undefined }
    expect(plan({ role }).requests[0]).to.deep.include({ role, account: { partition: 'aws-cn', id: '222222222222' } })
  })

  it('has no request where there are no items', () => {
    expect(plan({ items: [] }).requests).to.deep.equal([])
  })

  it('refuses tags and wildcards of a CDN that knows none', () => {
    const poor = { ...cdn, tags: false, wildcardsPerRequest: 0 }
    const { _tag, mistakes } = leftOf(makePlan(poor, job)(spec({ items: [item('#t'), item('/a*'), item('/b')] })))
    expect(_tag).to.equal('ItemsNotSupported')
    expect(mistakes.map(({ at, problem }) => `${at}: ${problem}`)).to.deep.equal([
      'items: CloudFront knows no cache tags: "#t"',
      'items: CloudFront knows no wildcards: "/a*"',
    ])
  })

  it('is the same for equal sets of items', () => {
    const shuffled = fc
      .array(itemText.map(item), { minLength: 1 })
      .chain(all => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })))
    fc.assert(
      fc.property(shuffled, ([items, same]) => {
        expect(plan({ items: same })).to.deep.equal(plan({ items }))
      }),
    )
  })
})

describe('callerReference', () => {
  it('is another for another job, distribution or list of items', () => {
    const anything = fc.tuple(
      jobId,
      fc.constantFrom('E1', 'E2'),
      fc.uniqueArray(itemText.map(item)).map(items => [...items].sort()),
    )
    fc.assert(
      fc.property(anything, anything, (one, other) => {
        const same = JSON.stringify(one) === JSON.stringify(other)
        return (callerReference(...one) === callerReference(...other)) === same
      }),
    )
  })

  it('does not change from one release to the next', () => {
    expect(callerReference('job', 'E1', [item('/a'), item('/b')])).to.equal('job-ef445a6bf0b28706159138f672075848')
  })
})
