import { expect } from 'chai'
import { batchReporter, toBatchResponse } from '../../../../src/adapters/sqs/batch-reporter.ts'
import { success } from '../../../support/answers.ts'
import { rightOf } from '../../../support/either.ts'
import { knownJob } from '../../../support/world.ts'

describe('batchReporter', () => {
  it('takes every answer: the queue is told of messages, not of jobs', async () => {
    rightOf(await batchReporter.report(knownJob, success, 5_000)())
  })

  it('gives messages back by their ids', () => {
    expect(toBatchResponse(['m1', 'm2'])).to.deep.equal({ batchItemFailures: [{ itemIdentifier: 'm1' }, { itemIdentifier: 'm2' }] })
    expect(toBatchResponse([])).to.deep.equal({ batchItemFailures: [] })
  })
})
