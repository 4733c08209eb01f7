import { expect } from 'chai'
import { batchReporter, toBatchResponse } from '../../../../src/adapters/sqs/batch-reporter.ts'
import { jobReporterContract } from '../../../../src/testing/contracts/job-reporter.ts'

describe('batchReporter', () => {
  // It takes the answer to any job, and calls nothing: the queue is told of messages, not of jobs.
  jobReporterContract('SQS', {
    capabilities: batchReporter.capabilities,
    jobs: { known: 'job-1', unknown: 'job-404' },
    faults: undefined,
    start: async () => ({ reporter: batchReporter, arrange: () => {}, settled: () => undefined, calls: () => 0 }),
  })

  it('gives messages back by their ids', () => {
    expect(toBatchResponse(['m1', 'm2'])).to.deep.equal({ batchItemFailures: [{ itemIdentifier: 'm1' }, { itemIdentifier: 'm2' }] })
    expect(toBatchResponse([])).to.deep.equal({ batchItemFailures: [] })
  })
})
