import { expect } from 'chai'
import { capabilities } from '../../../../src/adapters/console/capabilities.ts'
import type { Outcome } from '../../../../src/adapters/console/outcome.ts'
import { consoleReporter } from '../../../../src/adapters/console/reporter.ts'
import { jobReporterContract } from '../../../../src/testing/contracts/job-reporter.ts'

describe('consoleReporter', () => {
  for (const format of ['text', 'json', 'ids'] as const) {
    // It takes the answer to any job, since it prints it without a call.
    jobReporterContract(`the console, as ${format}`, {
      capabilities,
      jobs: { known: 'job-1', unknown: 'job-404' },
      faults: undefined,
      start: async () => {
        let printed = 0
        const print = () => () => {
          printed += 1
        }
        return {
          reporter: consoleReporter({ format, waits: false, targetNoun: 'target', print }),
          arrange: () => {},
          settled: () => undefined,
          calls: () => printed,
        }
      },
    })
  }

  it('prints the outcome of the answer once', async () => {
    const printed: Outcome[] = []
    const print = (outcome: Outcome) => () => void printed.push(outcome)
    const reporter = consoleReporter({ format: 'text', waits: true, targetNoun: 'target', print })
    const success = { summary: 's', status: 'InProgress', invalidationIds: [], targetIds: [], pathCount: 0 } as const
    await reporter.report('j', { _tag: 'Success', ...success }, 1)()
    expect(printed).to.have.length(1)
    expect(printed[0]).to.deep.include({ exitCode: 6, stdout: 's\n', stderr: '' })
  })
})
