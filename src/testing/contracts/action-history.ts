import assert from 'node:assert/strict'
import type { ActionInput, ActionRun } from '../../domain/pipeline/history.ts'
import { assertFailure, leftOf, rightOf } from './expect.ts'
import { faultsIn, timeFor, within } from './faults.ts'
import { failureOfFault, type HistoryHarness, type HistoryUnderTest } from './history-harness.ts'
import { globalRunner, type TestRunner } from './runner.ts'

/** What differs from a success of the known action, which took the whole second before `at`. */
interface Change extends Partial<Pick<ActionRun, 'stage' | 'action' | 'status' | 'parameters'>> {
  readonly key: string
  readonly artifact?: string
  readonly at?: number
}

const start = 1_800_000_000_000

/**
 * What every `ActionHistory` does. `runner` are the functions of the test runner; its globals are used if there are none.
 */
export const actionHistoryContract = <F>(name: string, harness: HistoryHarness<F>, runner: TestRunner = globalRunner()): void => {
  const { describe, it, beforeEach } = runner
  const { known, others, locationOf } = harness

  const inputAt = (key: string, artifact = known.artifact): ActionInput['artifact'] => ({
    name: artifact,
    location: locationOf(key),
    credentials: { _tag: 'Own' },
  })
  const present: ActionInput = { pipeline: known.pipeline, stage: known.stage, action: known.action, artifact: inputAt('now') }

  /** A run that ended `at` seconds after the start of the history. */
  const run = ({ key, artifact = known.artifact, at = 0, ...change }: Change): ActionRun => ({
    stage: known.stage,
    action: known.action,
    status: 'Succeeded',
    startedAt: start + (at - 1) * 1_000 + 1,
    endedAt: start + at * 1_000,
    inputs: [{ name: artifact, location: locationOf(key) }],
    parameters: undefined,
    ...change,
  })

  describe(`ActionHistory contract: ${name}`, () => {
    let under: HistoryUnderTest<F>
    beforeEach(async () => {
      under = await harness.start()
    })

    const look = (change: Partial<ActionInput> = {}, time = within) => under.history.lastSuccess({ ...present, ...change }, time)()
    const locationFound = async (change: Partial<ActionInput> = {}) => rightOf(await look(change))?.location

    it('finds nothing where nothing has run', async () => {
      assert.equal(rightOf(await look()), undefined)
    })

    it('finds the artifact of the last success, and the parameters of that time', async () => {
      under.record(run({ key: 'a', parameters: '{"items": ["/*"]}' }))
      assert.deepEqual(rightOf(await look()), { location: locationOf('a'), parameters: '{"items": ["/*"]}' })
    })

    it('does not need the parameters', async () => {
      under.record(run({ key: 'a' }))
      assert.deepEqual(rightOf(await look()), { location: locationOf('a'), parameters: undefined })
    })

    it('takes the later of two, in whatever order they are listed', async () => {
      under.record(run({ key: 'b', at: 2 }), run({ key: 'a', at: 1 }))
      assert.equal(await locationFound(), locationOf('b'))
      under.record(run({ key: 'd', at: 4 }))
      assert.equal(await locationFound(), locationOf('d'))
    })

    it('looks at no other action, stage, pipeline or artifact', async () => {
      under.record(run({ key: 'a', at: 1 }))
      under.record(
        run({ key: 'b', at: 2, action: others.action, artifact: others.artifact }),
        run({ key: 'c', at: 3, stage: others.stage }),
      )
      assert.equal(await locationFound(), locationOf('a'))
      assert.equal(await locationFound({ stage: others.stage }), locationOf('c'))
      assert.equal(await locationFound({ artifact: inputAt('now', 'Unknown') }), undefined)
      const failure = assertFailure(leftOf(await look({ pipeline: others.pipeline })), 'PipelineNotFound')
      assert.equal('pipeline' in failure && failure.pipeline, others.pipeline)
    })

    for (const status of ['Failed', 'Abandoned', 'InProgress'] as const) {
      it(`takes no run that is ${status}, and nothing before it, since what it was given may have been served`, async () => {
        under.record(run({ key: 'b', at: 2, status }))
        assert.equal(await locationFound(), undefined)
        under.record(run({ key: 'a', at: 1 }))
        assert.equal(await locationFound(), undefined)
      })
    }

    it('goes back before runs with what is given now: those are its own, or retries', async () => {
      under.record(
        run({ key: 'a', at: 1 }),
        run({ key: 'now', at: 2, action: others.action }),
        run({ key: 'now', at: 3, status: 'Failed' }),
      )
      under.record(run({ key: 'now', at: 4, status: 'InProgress' }))
      assert.equal(await locationFound(), locationOf('a'))
    })

    it('takes nothing where something else was deployed since', async () => {
      under.record(run({ key: 'a', at: 1 }), run({ key: 'b', at: 2, action: others.action }))
      assert.equal(await locationFound(), undefined)
    })

    it('finds it after hundreds of runs in other stages', async () => {
      under.record(run({ key: 'a', at: 1 }))
      under.record(...Array.from({ length: 450 }, (_, index) => run({ key: `b${index}`, at: 2 + index, stage: others.stage })))
      assert.equal(await locationFound(), locationOf('a'))
    })

    it('finds the latest after hundreds of runs where the oldest are listed first', async () => {
      const successes = Array.from({ length: 250 }, (_, index) => run({ key: `a${index}`, at: index }))
      under.record(...successes.toReversed())
      assert.equal(await locationFound(), locationOf('a249'))
    })

    it('does nothing until it is run', () => {
      under.history.lastSuccess(present, within)
      assert.equal(under.calls(), 0)
    })

    for (const { fault, value, tag } of faultsIn(failureOfFault, harness.faults)) {
      describe(`under a fault (${fault})`, () => {
        // The first call of a client takes longer than the others, and a call that hangs is given little time.
        let before: number
        beforeEach(async () => {
          under.record(run({ key: 'a' }))
          await look()
          before = under.calls()
          under.arrange(value)
        })

        it(`fails with ${tag}, after one attempt`, async () => {
          assertFailure(leftOf(await look({}, timeFor(fault))), tag)
          assert.equal(under.calls() - before, 1)
        })

        it('answers when it is asked again', async () => {
          await look({}, timeFor(fault))
          assert.equal(await locationFound(), locationOf('a'))
        })
      })
    }
  })
}
