import { expect } from 'chai'
import { type BatchReporter, batchReporter } from '../../../../src/adapters/sqs/batch-reporter.ts'
import type { Batch } from '../../../../src/domain/batch/batch.ts'
import { batchOf } from '../../../../src/domain/batch/batch-of.ts'
import type { Answer } from '../../../../src/domain/job/answer.ts'
import { jobReporterContract } from '../../../contracts/job-reporter.ts'
import { failedAfter, success } from '../../../support/answers.ts'
import { item } from '../../../support/arbitraries.ts'
import { message, poison } from '../../../support/messages.ts'
import { origin } from '../../../support/origins.ts'
import { jobSpec } from '../../../support/plans.ts'
import { knownJob } from '../../../support/world.ts'

const returned = (reporter: BatchReporter): ReadonlyArray<string> =>
  reporter.response().batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)

jobReporterContract('partial batch response', async () => {
  const job = { id: knownJob, account: undefined }
  const wanted = new Map([['m1', [item('/a')]]])
  const reporter = batchReporter({ messages: ['m1'], refused: [], changes: 1, ignored: 0, jobs: [{ job, spec: jobSpec(), wanted }] })
  let calls = 0
  let settled: Answer['_tag'] | undefined
  return {
    reporter: {
      report: (jobId, answer, within) => async () => {
        calls += 1
        const result = await reporter.report(jobId, answer, within)()
        if (result._tag === 'Right') {
          settled = answer._tag
          expect(returned(reporter)).to.deep.equal(answer._tag === 'Success' ? [] : ['m1'])
        }
        return result
      },
    },
    arrange: () => undefined,
    settled: () => settled,
    calls: () => calls,
  }
}, [])

describe('batchReporter', () => {
  const origins = [origin({ stripPrefix: 'a/' }), origin({ stripPrefix: 'b/', distributionIds: ['E2'] })]
  const batch = batchOf(
    origins,
    [message('m1', ['a/1']), message('m2', ['b/2']), message('m3', ['a/3', 'b/3']), poison('m4'), message('m5', ['c'])],
    undefined,
  )
  const idOf = ({ jobs }: Batch, index: number): string => jobs[index]?.job.id ?? ''
  const answered = async (...answers: ReadonlyArray<Answer>): Promise<ReadonlyArray<string>> => {
    const reporter = batchReporter(batch)
    for (const [index, answer] of answers.entries()) await reporter.report(idOf(batch, index), answer, 5_000)()
    return returned(reporter)
  }

  it('gives back every message of a job that has no answer', async () => {
    expect(await answered()).to.deep.equal(['m1', 'm2', 'm3', 'm4'])
    expect(await answered(success)).to.deep.equal(['m2', 'm3', 'm4'])
  })

  it('keeps what nobody can understand, and what nobody serves, apart', async () => {
    expect(await answered(success, success)).to.deep.equal(['m4'])
  })

  it('gives back only what is not done in all of its jobs', async () => {
    expect(await answered(failedAfter('/1'), success)).to.deep.equal(['m3', 'm4'])
    expect(await answered(failedAfter('/3'), success)).to.deep.equal(['m1', 'm4'])
    expect(await answered(success, failedAfter('/3'))).to.deep.equal(['m2', 'm4'])
  })
})
