import assert from 'node:assert/strict'
import type { Answer } from '../../domain/job/answer.ts'
import { extremeAnswers, plainAnswers } from './answers.ts'
import { assertFailure, leftOf, rightOf } from './expect.ts'
import { type FaultTable, faultsIn, inTime, timeFor, within } from './faults.ts'
import { failureOfFault, type ReporterFault, type ReporterHarness, type ReporterUnderTest } from './reporter-harness.ts'
import { globalRunner, type TestRunner } from './runner.ts'

/**
 * What every `JobReporter` does, as far as its CI system can: it is held to the capabilities that it declares, and to nothing else.
 * `runner` are the functions of the test runner; its globals are used if there are none.
 */
export const jobReporterContract = <F>(name: string, harness: ReporterHarness<F>, runner: TestRunner = globalRunner()): void => {
  const { describe, it, beforeEach } = runner
  const { capabilities, jobs } = harness
  const { tracksJobs } = capabilities
  const faults: FaultTable<never, ReporterFault, F> = harness.faults ?? {}
  const { success, ...others } = plainAnswers(capabilities)
  const plain: ReadonlyArray<Answer> = [success, ...Object.values(others)]

  describe(`JobReporter contract: ${name}`, () => {
    let under: ReporterUnderTest<F>
    beforeEach(async () => {
      under = await harness.start()
    })

    const report = (answer: Answer, time = within, jobId = jobs.known) => inTime(under.reporter.report(jobId, answer, time), time)

    /** A CI system may know no unfinished jobs: for it they have failed. */
    const assertSettledWith = ({ _tag }: Answer): void => {
      if (!tracksJobs) return
      const settled = under.settled()
      const allowed = _tag === 'Unfinished' ? [_tag, 'Failure'] : [_tag]
      assert.ok(settled !== undefined && allowed.includes(settled), `expected the job to be settled with ${_tag}, found ${settled}`)
    }

    it('declares the capabilities that it is held to', () => {
      assert.deepEqual(under.reporter.capabilities, capabilities)
    })

    for (const answer of plain) {
      it(`settles a job with a ${answer._tag}`, async () => {
        rightOf(await report(answer))
        assertSettledWith(answer)
      })

      if (tracksJobs) {
        it(`does not change a job that was settled, with a ${answer._tag}`, async () => {
          rightOf(await report(success))
          assert.deepEqual(leftOf(await report(answer)), { _tag: 'JobAlreadySettled' })
          assertSettledWith(success)
        })

        it(`knows no other jobs, with a ${answer._tag}`, async () => {
          assert.deepEqual(leftOf(await report(answer, within, jobs.unknown)), { _tag: 'JobUnknown' })
        })
      }
    }

    it('does nothing until it is run', () => {
      under.reporter.report(jobs.known, success, within)
      assert.equal(under.calls(), 0)
    })

    for (const [what, answer] of extremeAnswers(capabilities)) {
      it(`takes ${what}`, async () => {
        rightOf(await report(answer))
        assertSettledWith(answer)
      })
    }

    for (const { fault, value, tag } of faultsIn(failureOfFault, faults)) {
      describe(`under a fault (${fault})`, () => {
        const time = timeFor(fault)

        // The first call of a client takes longer than the others, and a call that hangs is given little time.
        let before: number
        beforeEach(async () => {
          await report(success, within, jobs.unknown)
          before = under.calls()
        })

        it(`fails with ${tag}, after one attempt`, async () => {
          under.arrange(value)
          assertFailure(leftOf(await report(success, time)), tag)
          assert.equal(under.calls() - before, 1)
          if (tracksJobs) assert.equal(under.settled(), fault === 'LostAfter' ? 'Success' : undefined)
        })

        it('has settled the job once when it is asked again', async () => {
          under.arrange(value)
          await report(success, time)
          await report(success)
          assertSettledWith(success)
        })
      })
    }
  })
}
