import { expect } from 'chai'
import { batchReporter, toBatchResponse } from '../../../../src/adapters/sqs/batch-reporter.ts'
import { success } from '../../../support/answers.ts'
import { rightOf } from '../../../support/either.ts'
import { knownJob } from '../../../support/world.ts'

describe('batchReporter', () => {
  it('accepts every answer, because the queue receives message ids instead', async () => {
    rightOf(await batchReporter.report(knownJob, success, 5_000)())
  })
})

describe('toBatchResponse', () => {
  it('contains the ids of the returned messages', () => {
    expect(toBatchResponse(['m1', 'm2'])).to.deep.equal({ batchItemFailures: [{ itemIdentifier: 'm1' }, { itemIdentifier: 'm2' }] })
    expect(toBatchResponse([])).to.deep.equal({ batchItemFailures: [] })
  })
})
