import { expect } from 'chai'
import * as E from 'fp-ts/lib/Either.js'
import * as TH from 'fp-ts/lib/These.js'
import { item } from '../../../support/builders/arbitraries.ts'
import { message, poison } from '../../../support/builders/messages.ts'
import { knownBucket, origin } from '../../../support/builders/origins.ts'
import { jobSpec } from '../../../support/builders/plans.ts'
import { batchOf } from '../../../support/by-cloudfront.ts'

describe('batchOf', () => {
  it('requests each path once, even if several messages contain it', () => {
    const { jobs, messages, changeCount, unserved } = batchOf([origin()], [message('m1', ['a', 'b']), message('m2', ['b', 'a'])])
    expect(jobs).to.have.length(1)
    expect(jobs[0]?.spec).to.deep.equal(jobSpec({ items: [item('/a'), item('/b')], maxPaths: 3_000, timeoutMinutes: 1_440 }))
    expect([...(jobs[0]?.pathsByMessage ?? [])]).to.deep.equal([
      ['m1', ['/a', '/b']],
      ['m2', ['/b', '/a']],
    ])
    expect({ messages, changeCount, unserved }).to.deep.equal({ messages: ['m1', 'm2'], changeCount: 4, unserved: 0 })
  })

  it('creates a job for each origin, with its own budget and credentials', () => {
    const credentials = { principal: 'arn:aws:iam::222222222222:role/r', qualifier: undefined }
    const origins = [
      origin({ stripPrefix: 'a/' }),
      origin({ stripPrefix: 'b/', targetIds: ['E2'], maxPaths: 7, credentials }),
      origin({ bucket: 'other-bucket' }),
    ]
    const { jobs, unserved } = batchOf(origins, [message('m1', ['a/x', 'b/y', 'c/z'])])
    expect(jobs.map(({ spec }) => [spec.targetIds, spec.items, spec.maxPaths, spec.credentials])).to.deep.equal([
      [['E1'], ['/x'], 3_000, undefined],
      [['E2'], ['/y'], 7, credentials],
    ])
    expect(unserved).to.equal(1)
    expect(new Set(jobs.map(({ id }) => id)).size).to.equal(2)
  })

  it('requests an object from both distributions if two origins serve it', () => {
    const { jobs, unserved } = batchOf([origin(), origin({ targetIds: ['E2'] })], [message('m1', ['a'])])
    expect(jobs.map(({ pathsByMessage }) => [...pathsByMessage])).to.deep.equal([[['m1', ['/a']]], [['m1', ['/a']]]])
    expect(unserved).to.equal(0)
  })

  it('has no job if no served object changed', () => {
    const batch = batchOf([origin({ include: ['*.html'] })], [message('m1', ['a.css']), message('m2', [])])
    expect(batch).to.deep.equal({
      messages: ['m1', 'm2'],
      rejected: [],
      heldBack: [],
      jobs: [],
      changeCount: 1,
      unserved: 1,
      firstUnserved: { bucket: knownBucket, key: 'a.css', version: '1' },
    })
  })

  it('counts messages that are held back as messages of the batch', () => {
    expect(batchOf([origin()], [message('m1', [])], ['m2'])).to.deep.include({ messages: ['m1', 'm2'], heldBack: ['m2'] })
  })

  it('rejects unreadable messages and unknown buckets, and handles the rest', () => {
    const fromUnknownBucket = { ...message('m3', ['x'], 'unknown-bucket') }
    const { rejected, jobs, messages } = batchOf([origin()], [poison('m1'), message('m2', ['a']), fromUnknownBucket])
    expect(rejected).to.deep.equal([
      { id: 'm1', failure: { _tag: 'MessageUnreadable', reason: 'not JSON' } },
      { id: 'm3', failure: { _tag: 'BucketUnknown', bucket: 'unknown-bucket' } },
    ])
    expect(jobs[0]?.spec.items).to.deep.equal(['/a'])
    expect(messages).to.deep.equal(['m1', 'm2', 'm3'])
  })

  it('handles the other changes of a message that it rejects, and gives their job the same id at each redelivery', () => {
    const known = { bucket: knownBucket, key: 'a', version: '1' }
    const unknown = { bucket: 'unknown-bucket', key: 'b', version: '1' }
    const failure = { _tag: 'KeyUnreadable', key: '"%"' } as const
    const mixed = { id: 'm1', content: E.right([known, unknown]) }
    const partial = { id: 'm2', content: TH.both(failure, [known]) }
    const batch = batchOf([origin()], [mixed, partial])
    expect(batch.rejected).to.deep.equal([
      { id: 'm1', failure: { _tag: 'BucketUnknown', bucket: 'unknown-bucket' } },
      { id: 'm2', failure },
    ])
    expect(batch.jobs.map(({ spec }) => spec.items)).to.deep.equal([['/a']])
    expect(batch).to.deep.include({ messages: ['m1', 'm2'], changeCount: 2, unserved: 0 })
    expect(batchOf([origin()], [partial]).jobs[0]?.id).to.equal(batch.jobs[0]?.id)
  })

  it('gives jobs a timeout longer than any invocation', () => {
    const minutes = batchOf([origin()], [message('m1', ['a'])]).jobs[0]?.spec.timeoutMinutes
    expect(minutes).to.be.above(15)
  })

  it('recognizes a message that is delivered twice in one batch', () => {
    const { messages, jobs } = batchOf([origin()], [message('m1', ['a']), message('m1', ['a'])])
    expect(messages).to.deep.equal(['m1'])
    expect(jobs[0]?.spec.items).to.deep.equal(['/a'])
    expect(jobs[0]?.pathsByMessage.get('m1')).to.deep.equal(['/a', '/a'])
    expect(jobs[0]?.id).to.equal(batchOf([origin()], [message('m9', ['a'])]).jobs[0]?.id)
  })

  it('distinguishes objects by bucket', () => {
    const origins = [origin(), origin({ bucket: 'other-bucket', targetIds: ['E2'] })]
    const { jobs } = batchOf(origins, [message('m1', ['a'], knownBucket), message('m2', ['b'], 'other-bucket')])
    expect(jobs.map(({ spec }) => spec.items)).to.deep.equal([['/a'], ['/b']])
  })
})
