import { expect } from 'chai'
import type { Answer } from '../../../../src/domain/job/answer.ts'
import type { ActionRun } from '../../../../src/domain/pipeline/history.ts'
import { type MemoryHistoryOptions, memoryHistory } from '../../../../src/testing/fakes/action-history.ts'
import { memoryCdn } from '../../../../src/testing/fakes/cdn-invalidator.ts'
import { memoryClock } from '../../../../src/testing/fakes/clock.ts'
import { type MemoryReporterOptions, memoryReporter } from '../../../../src/testing/fakes/job-reporter.ts'
import { item } from '../../../support/builders/arbitraries.ts'
import { actionInput, run } from '../../../support/builders/history.ts'
import { rightOf } from '../../../support/either.ts'

describe('The fakes, for what vendors leave open', () => {
  it('do not find the status of a new invalidation for as long as a test says', async () => {
    const clock = memoryClock()
    const cdn = memoryCdn(clock, ['E1'], { notFoundFor: 100 })
    const request = { targetId: 'E1', host: undefined, items: [item('/a')], reference: 'r', credentials: undefined } as const
    const { id: invalidationId } = rightOf(await cdn.invalidate(request, 1_000)())
    const status = () => cdn.statusOf({ targetId: 'E1', invalidationId, credentials: undefined }, 1_000)()
    clock.advance(99)
    expect(await status()).to.deep.equal({ _tag: 'Left', left: { _tag: 'InvalidationNotFound' } })
    clock.advance(1)
    expect(await status()).to.deep.equal({ _tag: 'Right', right: 'InProgress' })
  })

  const answer = (summary: string): Answer => ({
    _tag: 'Success',
    summary,
    status: 'NothingToDo',
    invalidationIds: [],
    targetIds: ['E1'],
    pathCount: 0,
  })

  for (const [secondReport, second] of [
    [undefined, { _tag: 'Left', left: { _tag: 'JobAlreadySettled' } }],
    ['refused', { _tag: 'Left', left: { _tag: 'JobAlreadySettled' } }],
    ['accepted', { _tag: 'Right', right: undefined }],
    ['unknown', { _tag: 'Left', left: { _tag: 'JobUnknown' } }],
  ] as const) {
    it(`keep the first answer, and respond to a second one: ${secondReport ?? 'by default'}`, async () => {
      const options: MemoryReporterOptions = secondReport === undefined ? {} : { secondReport }
      const reporter = memoryReporter(memoryClock(), ['j'], {}, options)
      expect(await reporter.report('j', answer('first'), 1_000)()).to.deep.equal({ _tag: 'Right', right: undefined })
      expect(await reporter.report('j', answer('second'), 1_000)()).to.deep.equal(second)
      expect(reporter.answers.get('j')).to.include({ summary: 'first' })
    })
  }

  it('take every answer of jobs that are not tracked', async () => {
    const reporter = memoryReporter(memoryClock(), [], { tracksJobs: false }, { secondReport: 'accepted' })
    await reporter.report('j', answer('first'), 1_000)()
    await reporter.report('j', answer('second'), 1_000)()
    expect(reporter.answers.get('j')).to.include({ summary: 'second' })
  })

  describe('of the history', () => {
    const upload = { action: 'Upload', deploys: true } as const
    const before: ReadonlyArray<ActionRun> = [
      { ...run({ key: 'old', at: 10 }), ...upload, execution: '1' },
      { ...run({ key: 'old', at: 11 }), execution: '1' },
    ]
    const deployed: ActionRun = { ...run({ key: 'now', at: 20 }), ...upload, execution: '2' }
    const running: ActionRun = { ...run({ key: 'now', at: 21, status: 'InProgress' }), execution: '2' }

    /** What the history says in the twenty-second second. */
    const baseline = async (options: MemoryHistoryOptions, ...runs: ReadonlyArray<ActionRun>) => {
      const history = memoryHistory(memoryClock(1_800_000_022_000), ['my-site'], options)
      for (const one of runs) history.record('my-site', one)
      const found = rightOf(await history.baseline(actionInput, 1_000)())
      return found._tag === 'NotComparable' ? found.why : found._tag
    }

    it('list the runs in any order', async () => {
      expect(await baseline({ order: 'reversed' }, ...before, deployed, running)).to.equal('Comparable')
    })

    it('lag behind', async () => {
      expect(await baseline({ lag: 2_000 }, ...before, deployed)).to.equal('Comparable')
      expect(await baseline({ lag: 4_000 }, ...before, deployed)).to.equal('DeployNotListed')
      expect(await baseline({ lag: 11_500 }, ...before, deployed)).to.equal('NeverSucceeded')
    })

    it('do not list runs that have not ended', async () => {
      const retried = { ...running, status: 'Failed' } as const
      expect(await baseline({}, ...before, deployed, retried, running)).to.equal('Comparable')
      expect(await baseline({ running: 'not-listed' }, ...before, deployed, retried, running)).to.equal('DeployNotListed')
    })
  })
})
