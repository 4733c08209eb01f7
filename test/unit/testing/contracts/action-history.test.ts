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
      'takes no run that is Failed, and nothing before it, since what it was given may have been served',
      'takes no run that is InProgress, and nothing before it, since what it was given may have been served',
    ])
  })

  it('is broken by an adapter that looks at one action alone', async () => {
    const own = (run: ActionRun): ReadonlyArray<ActionRun> => (run.action === historyHarness.known.action ? [run] : [])
    expect(await failuresOn(right, own)).to.include('takes nothing where something else was deployed since')
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
      lastSuccess: (input, within) =>
        TE.map((found: Baseline | undefined) => found && { ...found, parameters: undefined })(history.lastSuccess(input, within)),
    })
    expect(await failuresOn(without)).to.deep.equal(['finds the artifact of the last success, and the parameters of that time'])
  })
})
