import { expect } from 'chai'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { JobReporter } from '../../../../src/ports/job-reporter.ts'
import { jobReporterContract } from '../../../../src/testing/contracts/job-reporter.ts'
import { fakeCiCapabilities } from '../../../../src/testing/fakes/capabilities.ts'
import { strangerCiCapabilities } from '../../../../src/testing/strangers/ci.ts'
import { failuresOf } from '../support/collecting-runner.ts'
import { reporterHarness } from '../support/fake-harnesses.ts'

type Wrong = (reporter: JobReporter) => JobReporter

const failuresOn = (wrong: Wrong, capabilities = fakeCiCapabilities): Promise<ReadonlyArray<string>> => {
  const harness = reporterHarness(capabilities)
  const start = async () => {
    const under = await harness.start()
    return { ...under, reporter: wrong(under.reporter) }
  }
  return failuresOf(runner => jobReporterContract('wrong', { ...harness, start }, runner))
}

/** What an adapter does wrong, and the cases of the suite that find it. */
const wrongs: ReadonlyArray<readonly [what: string, wrong: Wrong, found: ReadonlyArray<string>]> = [
  [
    'takes every answer',
    reporter => ({ ...reporter, report: () => TE.right(undefined) }),
    ['settles a job with a Success', 'does not change a job that was settled, with a Failure', 'knows no other jobs, with a Continuation'],
  ],
  [
    'calls the CI system before it is run',
    reporter => ({
      ...reporter,
      report: (jobId, answer, within) => {
        const running = reporter.report(jobId, answer, within)()
        return () => running
      },
    }),
    ['does nothing until it is run'],
  ],
  [
    'fails a job that is to be continued',
    reporter => ({
      ...reporter,
      report: (jobId, answer, within) =>
        reporter.report(
          jobId,
          answer._tag === 'Continuation' ? { _tag: 'Failure', kind: 'failed', message: 'm', invalidationIds: [] } : answer,
          within,
        ),
    }),
    ['settles a job with a Continuation', 'takes the longest token'],
  ],
  [
    'adds to the text',
    reporter => ({
      ...reporter,
      report: (jobId, answer, within) =>
        reporter.report(jobId, answer._tag === 'Success' ? { ...answer, summary: `Success: ${answer.summary}` } : answer, within),
    }),
    ['takes the longest summary', 'takes a summary outside ASCII'],
  ],
  [
    'hides why it failed',
    reporter => ({
      ...reporter,
      report: (jobId, answer, within) =>
        TE.mapLeft(() => ({ _tag: 'ReporterUnavailable', reason: '' }) as const)(reporter.report(jobId, answer, within)),
    }),
    [
      'does not change a job that was settled, with a Success',
      'under a fault (Denied) fails with ReportDenied, after one attempt',
      'under a fault (Hang) fails with ReporterUnavailable, after one attempt',
    ],
  ],
]

describe('The contract of JobReporter', () => {
  it('is kept by the fake', async () => {
    expect(await failuresOn(reporter => reporter)).to.deep.equal([])
  })

  for (const [what, wrong, found] of wrongs) {
    it(`is broken by an adapter that ${what}`, async () => {
      expect(await failuresOn(wrong)).to.include.members(found)
    })
  }

  it('asks for no continuation where there is none', async () => {
    const refusing: Wrong = reporter => ({
      ...reporter,
      report: (jobId, answer, within) =>
        answer._tag === 'Continuation' ? TE.left({ _tag: 'ReportInvalid', code: 'no' }) : reporter.report(jobId, answer, within),
    })
    expect(await failuresOn(refusing, strangerCiCapabilities)).to.deep.equal([])
  })

  it('asks for no knowledge of jobs where none are tracked', async () => {
    expect(await failuresOn(reporter => reporter, { ...fakeCiCapabilities, tracksJobs: false })).to.deep.equal([])
  })
})
