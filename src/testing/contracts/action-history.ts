import { expect } from 'chai'
import type { ActionInput, ActionRun } from '../../src/domain/pipeline/history.ts'
import type { HistoryFailure } from '../../src/domain/pipeline/history-failure.ts'
import type { ActionHistory } from '../../src/ports/action-history.ts'
import { leftOf, rightOf } from '../support/either.ts'
import { actionInput, inputAt, run } from '../support/history.ts'

/** What can go wrong in a call. */
export type Trouble = 'Denied' | 'Throttled' | 'Fault' | 'Invalid' | 'TokenExpired' | 'Lost' | 'Hang'

/** A history in which the pipeline of `actionInput` exists and nothing has run, and the handles that a test needs. */
export interface HistoryUnderTest {
  readonly history: ActionHistory
  /** Runs of that pipeline, the latest last. */
  readonly record: (...runs: ReadonlyArray<ActionRun>) => void
  /** Makes the next call go wrong. */
  readonly arrange: (trouble: Trouble) => void
  readonly calls: () => number
}

const expected: Readonly<Record<Trouble, HistoryFailure['_tag']>> = {
  Denied: 'HistoryDenied',
  Throttled: 'HistoryUnavailable',
  Fault: 'HistoryUnavailable',
  Invalid: 'HistoryRejected',
  TokenExpired: 'HistoryUnavailable',
  Lost: 'HistoryUnavailable',
  Hang: 'HistoryUnavailable',
}

/** What every ActionHistory does. `make` gives a fresh one for each test. */
export const actionHistoryContract = (name: string, make: () => Promise<HistoryUnderTest>): void => {
  describe(`ActionHistory contract: ${name}`, () => {
    const within = 2_000
    let under: HistoryUnderTest
    beforeEach(async () => {
      under = await make()
    })

    const look = (change: Partial<ActionInput> = {}, time = within) => under.history.lastSuccess({ ...actionInput, ...change }, time)()
    const keyFound = async (change: Partial<ActionInput> = {}) => rightOf(await look(change))?.key

    it('finds nothing where nothing has run', async () => {
      expect(rightOf(await look())).to.equal(undefined)
    })

    it('finds the artifact of the last success, with its bucket and the parameters of that time', async () => {
      under.record(run({ key: 'a', parameters: '{"items": ["/*"]}' }))
      expect(rightOf(await look())).to.deep.equal({ bucket: 'artifacts', key: 'a', parameters: '{"items": ["/*"]}' })
    })

    it('does not need the parameters', async () => {
      under.record(run({ key: 'a', parameters: undefined }))
      expect(rightOf(await look())).to.deep.equal({ bucket: 'artifacts', key: 'a', parameters: undefined })
    })

    it('takes the later of two, in whatever order they are listed', async () => {
      under.record(run({ key: 'b', at: 2 }), run({ key: 'a', at: 1 }))
      expect(await keyFound()).to.equal('b')
      under.record(run({ key: 'd', at: 4 }))
      expect(await keyFound()).to.equal('d')
    })

    it('looks at no other action, stage, pipeline or artifact', async () => {
      under.record(run({ key: 'a', at: 1 }))
      under.record(run({ key: 'b', at: 2, action: 'Other', name: 'Other' }), run({ key: 'c', at: 3, stage: 'Beta' }))
      expect(await keyFound()).to.equal('a')
      expect(await keyFound({ stage: 'Beta' })).to.equal('c')
      expect(await keyFound({ artifact: inputAt('now', 'Unknown') })).to.equal(undefined)
      expect(leftOf(await look({ pipeline: 'unknown' }))).to.deep.equal({ _tag: 'PipelineNotFound', pipeline: 'unknown' })
    })

    for (const status of ['Failed', 'Abandoned', 'InProgress'] as const) {
      it(`takes no run that is ${status}, and nothing before it, since what it was given may have been served`, async () => {
        under.record(run({ key: 'b', at: 2, status }))
        expect(await keyFound()).to.equal(undefined)
        under.record(run({ key: 'a', at: 1 }))
        expect(await keyFound()).to.equal(undefined)
      })
    }

    it('goes back behind runs with what is given now: those are its own, or retries', async () => {
      under.record(run({ key: 'a', at: 1 }), run({ key: 'now', at: 2, action: 'S3' }), run({ key: 'now', at: 3, status: 'Failed' }))
      under.record(run({ key: 'now', at: 4, status: 'InProgress' }))
      expect(await keyFound()).to.equal('a')
    })

    it('takes nothing where something else was deployed since', async () => {
      under.record(run({ key: 'a', at: 1 }), run({ key: 'b', at: 2, action: 'S3' }))
      expect(await keyFound()).to.equal(undefined)
    })

    it('finds it behind hundreds of runs in other stages', async () => {
      under.record(run({ key: 'a', at: 1 }))
      under.record(...Array.from({ length: 450 }, (_, index) => run({ key: `b${index}`, at: 2 + index, stage: 'Test' })))
      expect(await keyFound()).to.equal('a')
    })

    it('finds the latest behind hundreds of runs where the oldest are listed first', async () => {
      const successes = Array.from({ length: 250 }, (_, index) => run({ key: `a${index}`, at: index }))
      under.record(...successes.toReversed())
      expect(await keyFound()).to.equal('a249')
    })

    it('does nothing until it is run', () => {
      under.history.lastSuccess(actionInput, within)
      expect(under.calls()).to.equal(0)
    })

    for (const trouble of Object.keys(expected) as ReadonlyArray<Trouble>) {
      describe(`in trouble (${trouble})`, () => {
        // The first call of a client takes longer than the others, and a call that hangs is given little time.
        let before: number
        beforeEach(async () => {
          under.record(run({ key: 'a' }))
          await look()
          before = under.calls()
          under.arrange(trouble)
        })

        it(`fails with ${expected[trouble]}, after one attempt`, async () => {
          expect(leftOf(await look({}, trouble === 'Hang' ? 50 : within))._tag).to.equal(expected[trouble])
          expect(under.calls() - before).to.equal(1)
        })

        it('answers when it is asked again', async () => {
          await look({}, trouble === 'Hang' ? 50 : within)
          expect(await keyFound()).to.equal('a')
        })
      })
    }
  })
}
