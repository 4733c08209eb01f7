import { expect } from 'chai'
import type { Answer } from '../../src/domain/job/answer.ts'
import type { ReportFailure } from '../../src/domain/job/report-failure.ts'
import type { JobReporter } from '../../src/ports/job-reporter.ts'
import { leftOf, rightOf } from '../support/either.ts'
import { knownJob } from '../support/world.ts'

/** What can go wrong in a call. All but `LostAfter` leave the job unsettled. */
export type Trouble = 'Denied' | 'Throttled' | 'Fault' | 'Invalid' | 'LostBefore' | 'LostAfter' | 'Hang'

/** A CI system in which the job `knownJob` waits for its answer, and the handles that a test needs. */
export interface ReporterUnderTest {
  readonly reporter: JobReporter
  /** Makes the next call go wrong. */
  readonly arrange: (trouble: Trouble) => void
  /** How the job was settled, if it was. */
  readonly settled: () => Answer['_tag'] | undefined
  readonly calls: () => number
}

const expected: Readonly<Record<Trouble, ReportFailure['_tag']>> = {
  Denied: 'ReportDenied',
  Throttled: 'ReporterUnavailable',
  Fault: 'ReporterUnavailable',
  Invalid: 'ReportInvalid',
  LostBefore: 'ReporterUnavailable',
  LostAfter: 'ReporterUnavailable',
  Hang: 'ReporterUnavailable',
}

const everyTrouble = Object.keys(expected) as ReadonlyArray<Trouble>

const success: Answer = {
  _tag: 'Success',
  summary: 's',
  status: 'InProgress',
  invalidationIds: ['I1'],
  targetIds: ['E1'],
  pathCount: 1,
}
const continuation: Answer = { _tag: 'Continuation', token: '{"v":1}', summary: 's', percentComplete: 50 }
const failure: Answer = { _tag: 'Failure', type: 'JobFailed', message: 'm', invalidationIds: [] }

const ids = (count: number): ReadonlyArray<string> => Array.from({ length: count }, (_, index) => `I${index}`)

const extreme: ReadonlyArray<readonly [string, Answer]> = [
  ['a summary that is too long', { ...success, summary: 's'.repeat(10_000) }],
  ['nothing invalidated', { ...success, status: 'NothingToDo', invalidationIds: [], pathCount: 0 }],
  ['a thousand invalidations', { ...success, invalidationIds: ids(1_000), targetIds: ids(1_000) }],
  ['a long invalidation id', { ...success, invalidationIds: ['I'.repeat(2_000)] }],
  ['a message that is too long', { ...failure, message: 'm'.repeat(10_000), invalidationIds: ids(1_000) }],
  ['the longest token', { ...continuation, token: 't'.repeat(2_048), summary: 's'.repeat(10_000), percentComplete: 0 }],
  ['a permission error', { ...failure, type: 'PermissionError' }],
  ['a configuration error', { ...failure, type: 'ConfigurationError' }],
  ['an unavailable system', { ...failure, type: 'SystemUnavailable' }],
]

/** What every JobReporter does. `make` gives a fresh one for each test; `troubles` are those that it can meet. */
export const jobReporterContract = (name: string, make: () => Promise<ReporterUnderTest>, troubles = everyTrouble): void => {
  describe(`JobReporter contract: ${name}`, () => {
    const within = 2_000
    let under: ReporterUnderTest
    beforeEach(async () => {
      under = await make()
    })

    const report = (answer: Answer, time = within, jobId = knownJob) => under.reporter.report(jobId, answer, time)()

    for (const answer of [success, failure, continuation]) {
      it(`settles a job with a ${answer._tag}`, async () => {
        rightOf(await report(answer))
        expect(under.settled()).to.equal(answer._tag)
      })

      it(`does not change a job that was settled, with a ${answer._tag}`, async () => {
        rightOf(await report(success))
        expect(leftOf(await report(answer))).to.deep.equal({ _tag: 'JobAlreadySettled' })
        expect(under.settled()).to.equal('Success')
      })

      it(`knows no other jobs, with a ${answer._tag}`, async () => {
        expect(leftOf(await report(answer, within, '99999999-abcd-1111-abcd-111111abcdef'))).to.deep.equal({ _tag: 'JobUnknown' })
      })
    }

    it('does nothing until it is run', () => {
      under.reporter.report(knownJob, success, within)
      expect(under.calls()).to.equal(0)
    })

    for (const [what, answer] of extreme) {
      it(`takes ${what}`, async () => {
        rightOf(await report(answer))
        expect(under.settled()).to.equal(answer._tag)
      })
    }

    for (const trouble of troubles) {
      describe(`in trouble (${trouble})`, () => {
        const time = trouble === 'Hang' ? 50 : within

        // The first call of a client takes longer than the others, and a call that hangs is given little time.
        let before: number
        beforeEach(async () => {
          leftOf(await report(success, within, '99999999-abcd-1111-abcd-111111abcdef'))
          before = under.calls()
        })

        it(`fails with ${expected[trouble]}, after one attempt`, async () => {
          under.arrange(trouble)
          expect(leftOf(await report(success, time))._tag).to.equal(expected[trouble])
          expect(under.calls() - before).to.equal(1)
          expect(under.settled()).to.equal(trouble === 'LostAfter' ? 'Success' : undefined)
        })

        it('has settled the job once when it is asked again', async () => {
          under.arrange(trouble)
          await report(success, time)
          await report(success)
          expect(under.settled()).to.equal('Success')
        })
      })
    }
  })
}
