import { expect } from 'chai'
import { unfinishedMessages } from '../../../../src/domain/batch/unfinished.ts'
import type { Answer } from '../../../../src/domain/job/answer.ts'
import { failedAfter, success } from '../../../support/builders/answers.ts'
import { message, poison } from '../../../support/builders/messages.ts'
import { origin } from '../../../support/builders/origins.ts'
import { batchOf } from '../../../support/by-cloudfront.ts'

describe('unfinishedMessages', () => {
  const origins = [origin({ stripPrefix: 'a/' }), origin({ stripPrefix: 'b/', targetIds: ['E2'] })]
  const batch = batchOf(origins, [
    message('m1', ['a/1']),
    message('m2', ['b/2']),
    message('m3', ['a/3', 'b/3']),
    poison('m4'),
    message('m5', ['c']),
  ])
  const unfinishedAfter = (...answers: ReadonlyArray<Answer>): ReadonlyArray<string> =>
    unfinishedMessages(batch, new Map(answers.map((answer, index) => [batch.jobs[index]?.id ?? '', answer])))

  it('returns every message of a job without an answer', () => {
    expect(unfinishedAfter()).to.deep.equal(['m1', 'm2', 'm3', 'm4'])
    expect(unfinishedAfter(success)).to.deep.equal(['m2', 'm3', 'm4'])
  })

  it('returns unreadable messages, but not those of unserved objects', () => {
    expect(unfinishedAfter(success, success)).to.deep.equal(['m4'])
  })

  it('returns messages that are held back', () => {
    expect(unfinishedMessages(batchOf(origins, [message('m1', ['c'])], ['m2', 'm3']), new Map())).to.deep.equal(['m2', 'm3'])
  })

  it('returns messages that are unfinished in at least one of their jobs', () => {
    expect(unfinishedAfter(failedAfter('/1'), success)).to.deep.equal(['m3', 'm4'])
    expect(unfinishedAfter(failedAfter('/3'), success)).to.deep.equal(['m1', 'm4'])
    expect(unfinishedAfter(success, failedAfter('/3'))).to.deep.equal(['m2', 'm4'])
  })
})
