import { expect } from 'chai'
import { finishedBy } from '../../../../src/domain/batch/finished-by.ts'
import type { Answer } from '../../../../src/domain/job/answer.ts'
import { failedAfter, success } from '../../../support/builders/answers.ts'
import { item } from '../../../support/builders/arbitraries.ts'
import { message } from '../../../support/builders/messages.ts'
import { origin } from '../../../support/builders/origins.ts'
import { batchOf } from '../../../support/by-cloudfront.ts'

const messages = [message('m1', ['a']), message('m2', ['b/1', 'b/2']), message('m3', ['b/2', 'c']), message('m4', ['~'])]
const job = batchOf([origin()], messages).jobs[0]

const finished = (answer: Answer): ReadonlyArray<string> => (job === undefined ? [] : finishedBy(job, answer))

describe('finishedBy', () => {
  it('returns all messages if the job succeeded', () => {
    expect(finished(success)).to.deep.equal(['m1', 'm2', 'm3', 'm4'])
  })

  it('returns the messages whose paths were all submitted', () => {
    expect(finished(failedAfter('/a', '/b/1', '/b/2'))).to.deep.equal(['m1', 'm2'])
    expect(finished(failedAfter('/b/2', '/c'))).to.deep.equal(['m3'])
  })

  it('counts paths covered by a submitted wildcard', () => {
    expect(finished(failedAfter('/b/*', '/c'))).to.deep.equal(['m2', 'm3'])
    expect(finished(failedAfter('/c', '/b/2*', '/a*', '/b/1*'))).to.deep.equal(['m1', 'm2', 'm3'])
    expect(finished(failedAfter('/*'))).to.deep.equal(['m1', 'm2', 'm3', 'm4'])
    expect(finished(failedAfter('/a*', '/ab', '/b/1*'))).to.deep.equal(['m1'])
  })

  it('returns no messages if it is unknown what was submitted', () => {
    expect(finished({ _tag: 'Failure', kind: 'failed', message: 'm', invalidationIds: [] })).to.deep.equal([])
    expect(finished(failedAfter())).to.deep.equal([])
  })

  it('applies the same rule to a continuation', () => {
    const later: Answer = { _tag: 'Continuation', token: 't', summary: 's', percentComplete: 25, submitted: () => [item('/a')] }
    expect(finished(later)).to.deep.equal(['m1'])
  })
})
