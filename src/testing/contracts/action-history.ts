import assert from 'node:assert/strict'
import type { ActionInput } from '../../domain/pipeline/history.ts'
import { assertFailure, leftOf, rightOf } from './expect.ts'
import { faultsIn, inTime, timeFor, within } from './faults.ts'
import { failureOfFault, type HistoryHarness, type HistoryUnderTest } from './history-harness.ts'
import { globalRunner, type TestRunner } from './runner.ts'
import { sampleRuns } from './sample-runs.ts'

/** Seconds in eight days, which is longer than an action takes. */
const days = 8 * 86_400

/**
 * What every `ActionHistory` does. `runner` are the functions of the test runner; its globals are used if there are none.
 */
export const actionHistoryContract = <F>(name: string, harness: HistoryHarness<F>, runner: TestRunner = globalRunner()): void => {
  const { describe, it, beforeEach } = runner
  const { known, others, locationOf, copyOf } = harness

  const inputAt = (key: string, artifact = known.artifact): ActionInput['artifact'] => ({
    name: artifact,
    location: locationOf(key),
    credentials: { _tag: 'Own' },
  })
  const present: ActionInput = { pipeline: known.pipeline, stage: known.stage, action: known.action, artifact: inputAt('now') }

  const { run, deploy, success } = sampleRuns(harness)

  describe(`ActionHistory contract: ${name}`, () => {
    let under: HistoryUnderTest<F>
    beforeEach(async () => {
      under = await harness.start()
    })

    const look = (change: Partial<ActionInput> = {}, time = within) => inTime(under.history.baseline({ ...present, ...change }, time), time)
    const found = async (change: Partial<ActionInput> = {}): Promise<ReadonlyArray<string>> => {
      const baseline = rightOf(await look(change))
      switch (baseline._tag) {
        case 'Comparable':
          return baseline.locations
        case 'Confirmed':
          return ['confirmed']
        case 'NotComparable':
          return [baseline.why]
      }
    }

    it('finds nothing where nothing has run', async () => {
      assert.deepEqual(rightOf(await look()), { _tag: 'NotComparable', why: 'NeverSucceeded' })
    })

    it('finds the artifact of the last success, and the parameters of that time', async () => {
      under.record(...success({ key: 'a', parameters: '{"items": ["/*"]}' }), deploy({ key: 'now', at: 3 }))
      assert.deepEqual(rightOf(await look()), {
        _tag: 'Comparable',
        locations: [locationOf('a')],
        parameters: '{"items": ["/*"]}',
      })
    })

    it('does not need the parameters', async () => {
      under.record(...success({ key: 'a' }), deploy({ key: 'now', at: 3 }))
      assert.deepEqual(rightOf(await look()), { _tag: 'Comparable', locations: [locationOf('a')], parameters: undefined })
    })

    it('takes the later of two, in whatever order they are listed', async () => {
      under.record(deploy({ key: 'now', at: 9 }), ...success({ key: 'b', at: 3 }), ...success({ key: 'a', at: 1 }))
      assert.deepEqual(await found(), [locationOf('b')])
      under.record(...success({ key: 'd', at: 5 }))
      assert.deepEqual(await found(), [locationOf('d')])
    })

    it('looks at no other action, stage, pipeline or artifact', async () => {
      under.record(...success({ key: 'a', at: 1 }), deploy({ key: 'now', at: 9 }))
      under.record(
        run({ key: 'b', at: 3, action: others.action, artifact: others.artifact }),
        run({ key: 'c', at: 4, action: others.action, stage: others.stage }),
      )
      assert.deepEqual(await found(), [locationOf('a')])
      assert.deepEqual(await found({ stage: others.stage }), ['NeverSucceeded'])
      assert.deepEqual(await found({ artifact: inputAt('now', 'Unknown') }), ['EarlierDeployNotListed'])
      const failure = assertFailure(leftOf(await look({ pipeline: others.pipeline })), 'PipelineNotFound')
      assert.equal('pipeline' in failure && failure.pipeline, others.pipeline)
    })

    for (const status of ['Failed', 'Abandoned', 'InProgress', 'Succeeded'] as const) {
      it(`takes what was deployed since, in another stage, too, by a run that is ${status}`, async () => {
        under.record(
          ...success({ key: 'a', at: 1 }),
          deploy({ key: 'b', at: 3, status, stage: others.stage }),
          deploy({ key: 'now', at: 4 }),
        )
        assert.deepEqual([...(await found())].sort(), [locationOf('a'), locationOf('b')])
      })
    }

    it('takes no deploy for ended that has not, or that was abandoned and may go on', async () => {
      under.record(
        deploy({ key: 'b', at: 1, status: 'Abandoned' }),
        deploy({ key: 'c', at: 2, status: 'InProgress' }),
        deploy({ key: 'd', at: 3, status: 'Failed' }),
      )
      under.record(...success({ key: 'a', at: 9 }), deploy({ key: 'now', at: 12 }))
      const expected = harness.abandonedRunsGoOn ? ['a', 'b', 'c'] : ['a', 'c']
      assert.deepEqual([...(await found())].sort(), expected.map(locationOf))
    })

    it('goes back before runs with what is given now: those are its own, or retries', async () => {
      under.record(...success({ key: 'a', at: 1 }), deploy({ key: 'now', at: 3 }), run({ key: 'now', at: 4, status: 'Failed' }))
      under.record(run({ key: 'now', at: 5, status: 'InProgress' }))
      assert.deepEqual(await found(), [locationOf('a')])
    })

    it('takes no history for its own that does not list the deploy of what is given now', async () => {
      under.record(...success({ key: 'a', at: 1 }))
      assert.deepEqual(await found(), ['DeployNotListed'])
    })

    it('does not know what was deployed by a run whose inputs are not listed', async () => {
      under.record(...success({ key: 'a', at: 1 }), deploy({ key: 'b', at: 3, inputs: undefined }), deploy({ key: 'now', at: 5 }))
      assert.deepEqual(await found(), ['InputsNotListed'])
    })

    it('takes copies in another store for what they are copies of', async () => {
      const copy = (key: string) => ({ inputs: [{ name: known.artifact, location: copyOf(key), store: 'elsewhere' }] })
      under.record(deploy({ key: 'a', at: 1, ...copy('a') }), run({ key: 'a', at: 2 }))
      under.record(deploy({ key: 'b', at: 3, ...copy('b') }))
      const built = { name: known.artifact, location: locationOf('now'), store: 'here' }
      under.record(run({ key: 'now', at: 4, action: 'Build', stage: others.stage, inputs: [], outputs: [built] }))
      under.record(deploy({ key: 'now', at: 5, ...copy('now') }))
      assert.deepEqual([...(await found())].sort(), [locationOf('a'), copyOf('b')].sort())
    })

    it('confirms locations exactly if it lists all of them', async () => {
      under.record(...success({ key: 'a', at: 1 }), deploy({ key: 'b', at: 3 }), deploy({ key: 'now', at: 4 }))
      assert.deepEqual(await found({ decided: [locationOf('b')] }), ['confirmed'])
      assert.notDeepEqual(await found({ decided: [locationOf('b'), locationOf('c')] }), ['confirmed'])
      assert.notDeepEqual(await found({ decided: [locationOf('b')], artifact: inputAt('now', 'Unknown') }), ['confirmed'])
    })

    it('finds it after hundreds of runs in other stages', async () => {
      under.record(...success({ key: 'a', at: 1 }))
      under.record(
        ...Array.from({ length: 450 }, (_, index) => run({ key: `b${index}`, at: 3 + index, action: 'Check', stage: others.stage })),
      )
      under.record(deploy({ key: 'now', at: 500 }))
      assert.deepEqual(await found(), [locationOf('a')])
    })

    it('finds the latest after hundreds of runs where the oldest are listed first', async () => {
      const successes = Array.from({ length: 250 }, (_, index) => success({ key: `a${index}`, at: 2 * index })).flat()
      under.record(...[...successes, deploy({ key: 'now', at: 600 })].toReversed())
      assert.deepEqual(await found(), [locationOf('a249')])
    })

    it('does not expect an order that it has not seen', async () => {
      const runs = Array.from({ length: 250 }, (_, index) => run({ key: `c${index}`, at: index, action: 'Check', stage: others.stage }))
      under.record(deploy({ key: 'b', at: days + 2 }), ...runs, deploy({ key: 'now', at: days + 3 }), ...success({ key: 'a', at: days }))
      assert.deepEqual([...(await found())].sort(), [locationOf('a'), locationOf('b')])
    })

    it('does nothing until it is run', () => {
      under.history.baseline(present, within)
      assert.equal(under.calls(), 0)
    })

    for (const { fault, value, tag } of faultsIn(failureOfFault, harness.faults)) {
      describe(`under a fault (${fault})`, () => {
        // The first call of a client takes longer than the others, and a call that hangs is given little time.
        let before: number
        beforeEach(async () => {
          under.record(...success({ key: 'a' }), deploy({ key: 'now', at: 3 }))
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
          assert.deepEqual(await found(), [locationOf('a')])
        })
      })
    }
  })
}
