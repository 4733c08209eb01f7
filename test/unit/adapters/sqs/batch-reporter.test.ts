import { expect } from 'chai'
import { batchReporter, toBatchResponse } from '../../../../src/adapters/sqs/batch-reporter.ts'
import { jobReporterContract } from '../../../../src/testing/contracts/job-reporter.ts'

describe('batchReporter', () => {
  // Accepts the answer to any job without a call, because the queue receives message ids instead.
  jobReporterContract('SQS', {
    capabilities: batchReporter.capabilities,
    jobs: { known: 'job-1', unknown: 'job-404' },
    faults: undefined,
    start: async () => ({ reporter: batchReporter, arrange: () => {}, settled: () => undefined, calls: () => 0 }),
  })
})

describe('batchReporter', () => {
  it('neither continues jobs nor keeps what they read', () => {
    const { capabilities } = batchReporter
    expect(capabilities).to.include({ name: 'SQS', continuation: undefined, keeps: undefined, tracksJobs: false, maxMinutes: 1_440 })
    expect(capabilities.terms).to.deep.equal({
      parameters: 'The parameters',
      correctIn: 'where the function is deployed',
      jsonHint: '',
    })
  })
})

describe('toBatchResponse', () => {
  it('contains the ids of the returned messages', () => {
    expect(toBatchResponse(['m1', 'm2'])).to.deep.equal({ batchItemFailures: [{ itemIdentifier: 'm1' }, { itemIdentifier: 'm2' }] })
    expect(toBatchResponse([])).to.deep.equal({ batchItemFailures: [] })
  })
})
