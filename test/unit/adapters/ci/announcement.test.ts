import { expect } from 'chai'
import { failed, succeeded } from '../../../../src/adapters/ci/announcement.ts'
import { consolePageOf } from '../../../../src/adapters/cloudfront/console-page.ts'
import { pageOf, successOf } from '../../../support/builders/announcements.ts'

const linksOf = (invalidationIds: ReadonlyArray<string>, targetIds: ReadonlyArray<string>) => {
  const announcement = succeeded(successOf({ invalidationIds, targetIds }), 's', false, { targetNoun: 'distribution', pageOf })
  return announcement._tag === 'Answered' ? announcement.links : []
}

describe('succeeded', () => {
  it('has the outputs of the action', () => {
    const changeSet = { _tag: 'Compared', files: 3, unchangedFlushed: 1 } as const
    expect(succeeded(successOf({ changeSet }), 'x\ty', false, { targetNoun: 'distribution' })).to.deep.equal({
      _tag: 'Answered',
      level: 'notice',
      text: 'x y',
      outputs: [
        ['InvalidationId', ['I1']],
        ['DistributionId', ['E1']],
        ['PathCount', ['2']],
        ['Status', ['InProgress']],
        ['ChangedFiles', ['3']],
        ['UnchangedFlushed', ['1']],
      ],
      links: [],
    })
    expect(succeeded(successOf({ changeSet: { _tag: 'Unknown', why: 'x' } }), 's', true, { targetNoun: 'zone' })).to.deep.include({
      level: 'warning',
      outputs: [
        ['InvalidationId', ['I1']],
        ['ZoneId', ['E1']],
        ['PathCount', ['2']],
        ['Status', ['InProgress']],
      ],
    })
  })

  it('links the invalidations of one target, or the targets', () => {
    expect(linksOf(['I1', 'I2'], ['E1'])).to.deep.equal([
      { label: 'I1', url: pageOf('E1', 'I1') },
      { label: 'I2', url: pageOf('E1', 'I2') },
    ])
    expect(linksOf(['I1', 'I2'], ['E1', 'E2'])).to.deep.equal([
      { label: 'E1', url: pageOf('E1', undefined) },
      { label: 'E2', url: pageOf('E2', undefined) },
    ])
    expect(linksOf(['I1', 'I2'], ['none', 'E2'])).to.deep.equal([{ label: 'E2', url: pageOf('E2', undefined) }])
    expect(linksOf([], ['E1'])).to.deep.equal([])
    expect(linksOf(['I1'], [])).to.deep.equal([])
  })
})

describe('failed', () => {
  it('is an error, with the ids of what was created anyway', () => {
    expect(failed('no', ['I1'])).to.deep.equal({
      _tag: 'Answered',
      level: 'error',
      text: 'no',
      outputs: [
        ['InvalidationId', ['I1']],
        ['Status', ['Failed']],
      ],
      links: [],
    })
  })
})

describe('consolePageOf', () => {
  it('is the address of an invalidation, or of all of a distribution', () => {
    const distribution = 'https://console.aws.amazon.com/cloudfront/v4/home#/distributions/E1/invalidations'
    expect(consolePageOf('E1', 'I1')).to.equal(`${distribution}/details/I1`)
    expect(consolePageOf('dt_1', 'I1')).to.equal(undefined)
    expect(consolePageOf('E1', undefined)).to.equal(distribution)
    expect(consolePageOf('E1', 'a/b\ud800')).to.equal(`${distribution}/details/a%2Fb%EF%BF%BD`)
  })
})
