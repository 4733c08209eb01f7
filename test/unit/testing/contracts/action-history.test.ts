import { expect } from 'chai'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { ActionRun, Baseline } from '../../../../src/domain/pipeline/history.ts'
import type { ActionHistory } from '../../../../src/ports/action-history.ts'
import { actionHistoryContract } from '../../../../src/testing/contracts/action-history.ts'
import { failuresOf } from '../support/collecting-runner.ts'
import { historyHarness } from '../support/fake-harnesses.ts'

const failuresOn = (
  wrong: (history: ActionHistory) => ActionHistory,
  seen: (run: ActionRun) => ReadonlyArray<ActionRun> = run => [run],
): Promise<ReadonlyArray<string>> => {
  const start = async () => {
    const under = await historyHarness.start()
    const record = (...runs: ReadonlyArray<ActionRun>): void => under.record(...runs.flatMap(seen))
    return { ...under, record, history: wrong(under.history) }
  }
  return failuresOf(runner => actionHistoryContract('wrong', { ...historyHarness, start }, runner))
}

const right = (history: ActionHistory): ActionHistory => history

describe('The contract of ActionHistory', () => {
  it('is kept by the fake', async () => {
    expect(await failuresOn(right)).to.deep.equal([])
  })

  it('is broken by an adapter that sees successes alone', async () => {
    const successes = (run: ActionRun): ReadonlyArray<ActionRun> => (run.status === 'Succeeded' ? [run] : [])
    expect(await failuresOn(right, successes)).to.include.members([
      'takes what was deployed since, in another stage, too, by a run that is Failed',
      'takes what was deployed since, in another stage, too, by a run that is InProgress',
    ])
  })

  it('is broken by an adapter that looks at one action or one stage alone', async () => {
    const own = (run: ActionRun): ReadonlyArray<ActionRun> => (run.action === historyHarness.known.action ? [run] : [])
    expect(await failuresOn(right, own)).to.include('finds the artifact of the last success, and the parameters of that time')
    const stage = (run: ActionRun): ReadonlyArray<ActionRun> => (run.stage === historyHarness.known.stage ? [run] : [])
    expect(await failuresOn(right, stage)).to.include('takes what was deployed since, in another stage, too, by a run that is Failed')
  })

  it('is broken by an adapter that takes inputs that are not listed for none', async () => {
    const none = (run: ActionRun): ReadonlyArray<ActionRun> => [{ ...run, inputs: run.inputs ?? [] }]
    expect(await failuresOn(right, none)).to.deep.equal(['does not know what was deployed by a run whose inputs are not listed'])
  })

  it('is broken by an adapter that takes every copy for another artifact', async () => {
    const alone = (run: ActionRun): ReadonlyArray<ActionRun> => [{ ...run, outputs: [] }]
    expect(await failuresOn(right, alone)).to.deep.equal(['takes copies in another store for what they are copies of'])
  })

  it('is broken by an adapter that reads a hundred runs and no more', async () => {
    let runs = 0
    const few = (run: ActionRun): ReadonlyArray<ActionRun> => {
      runs += 1
      return runs % 100 === 1 ? [run] : []
    }
    expect(await failuresOn(right, few)).to.include('finds the latest after hundreds of runs where the oldest are listed first')
  })

  it('is broken by an adapter without the parameters of that time', async () => {
    const without = (history: ActionHistory): ActionHistory => ({
      baseline: (input, within) =>
        TE.map((found: Baseline): Baseline => (found._tag === 'Comparable' ? { ...found, parameters: undefined } : found))(
          history.baseline(input, within),
        ),
    })
    expect(await failuresOn(without)).to.deep.equal(['finds the artifact of the last success, and the parameters of that time'])
  })
})
