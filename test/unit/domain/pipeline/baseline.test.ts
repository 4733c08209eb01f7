import { expect } from 'chai'
import fc from 'fast-check'
import { baselineOf, isHistoryComplete } from '../../../../src/domain/pipeline/baseline.ts'
import type { ActionInput, ActionRun } from '../../../../src/domain/pipeline/history.ts'
import { actionInput, inputAt, run } from '../../../support/builders/history.ts'

/** Consecutive runs in a pipeline whose executions do not overtake each other. */
const story: fc.Arbitrary<ReadonlyArray<ActionRun>> = fc
  .array(
    fc.record({
      key: fc.constantFrom('a', 'b', 'c', 'now'),
      action: fc.constantFrom('S3', 'Invalidate'),
      stage: fc.constantFrom('Deploy', 'Deploy', 'Test'),
      status: fc.constantFrom<ActionRun['status']>('Succeeded', 'Succeeded', 'Failed', 'Abandoned', 'InProgress'),
    }),
    { maxLength: 12 },
  )
  .map(all => all.map((change, index) => run({ ...change, at: index + 1 })))

const keyOf = (runs: ReadonlyArray<ActionRun>, input: ActionInput = actionInput): string | undefined =>
  baselineOf(input, runs)?.location.split('/').at(-1)

const isSuccess = ({ stage, action, status }: ActionRun): boolean => stage === 'Deploy' && action === 'Invalidate' && status === 'Succeeded'

const served = ({ inputs: [artifact] }: ActionRun): string | undefined => artifact?.location.split('/').at(-1)

describe('baselineOf', () => {
  it('is the artifact of the last success if only that one and the current one have been in the stage since', () => {
    fc.assert(
      fc.property(story, runs => {
        const last = runs.findLastIndex(isSuccess)
        const success = runs[last]
        const since = runs.slice(last + 1).filter(({ stage }) => stage === 'Deploy')
        const isCertain = success && since.every(other => [served(success), 'now'].includes(served(other)))
        expect(keyOf(runs)).to.equal(isCertain ? served(success) : undefined)
      }),
    )
  })

  it('does not depend on the order of the history', () => {
    const withShuffled = story.chain(runs => fc.tuple(fc.constant(runs), fc.shuffledSubarray([...runs], { minLength: runs.length })))
    fc.assert(
      fc.property(withShuffled, ([runs, shuffled]) => {
        expect(keyOf(shuffled)).to.equal(keyOf(runs))
      }),
    )
  })

  it('is undefined if another artifact was served since', () => {
    fc.assert(
      fc.property(story, runs => {
        const key = keyOf([...runs, run({ key: 'bad', action: 'S3', at: 100, status: 'Failed' })])
        expect(key).to.equal(undefined)
      }),
    )
  })

  it('is undefined after a rollback to the artifact before a failed invalidation', () => {
    const runs = [run({ key: 'a', at: 1 }), run({ key: 'b', at: 2, action: 'S3' }), run({ key: 'b', at: 3, status: 'Failed' })]
    expect(keyOf(runs, { ...actionInput, artifact: inputAt('a') })).to.equal(undefined)
    expect(keyOf(runs, { ...actionInput, artifact: inputAt('b') })).to.equal('a')
    expect(keyOf([...runs, run({ key: 'c', at: 4 })])).to.equal('c')
  })

  it('considers runs that overlapped with the last success, but not runs that ended before it', () => {
    const success = run({ key: 'a', at: 10 })
    const at = (endedAt: number): ActionRun => ({ ...run({ key: 'b', action: 'S3' }), startedAt: 0, endedAt })
    expect(keyOf([success, at((success.startedAt ?? 0) - 1)])).to.equal('a')
    expect(keyOf([success, at(success.startedAt ?? 0)])).to.equal(undefined)
  })

  it('is the success that ended last, not the one that started last', () => {
    const long = { ...run({ key: 'a' }), startedAt: 1, endedAt: 9 }
    const short = { ...run({ key: 'now' }), startedAt: 3, endedAt: 5 }
    const input = { ...actionInput, artifact: inputAt('now') }
    expect(keyOf([long, short], input)).to.equal('a')
    expect(keyOf([short, long], input)).to.equal('a')
  })

  it('is the success that started last if their ends are unknown', () => {
    const first = { ...run({ key: 'a' }), startedAt: 1, endedAt: undefined }
    const second = { ...run({ key: 'now' }), startedAt: 2, endedAt: undefined }
    const input = { ...actionInput, artifact: inputAt('now') }
    expect(baselineOf(input, [first, second])?.location).to.equal(undefined)
    expect(
      baselineOf(input, [second, { ...first, endedAt: 1 }])
        ?.location.split('/')
        .at(-1),
    ).to.equal('now')
  })

  it('is undefined for two simultaneous successes with different artifacts', () => {
    expect(keyOf([run({ key: 'a', at: 1 }), run({ key: 'b', at: 1 })])).to.equal(undefined)
    expect(keyOf([run({ key: 'a', at: 1 }), run({ key: 'a', at: 1 })])).to.equal('a')
  })

  it('has the parameters of the success that the history lists first if several ended at the same time', () => {
    const runs = ['{"first": 1}', '{"second": 2}'].map(parameters => run({ key: 'a', at: 1, parameters }))
    expect(baselineOf(actionInput, runs)).to.have.property('parameters', '{"first": 1}')
  })

  it('considers the success that ended last, even if it started first', () => {
    const long = { ...run({ key: 'a', at: 10 }), startedAt: 0 }
    const short = run({ key: 'now', at: 6 })
    expect(keyOf([long, short])).to.equal('a')
    expect(keyOf([short, long])).to.equal('a')
  })

  it('ignores runs that had no such artifact', () => {
    expect(keyOf([run({ key: 'a', at: 1 }), run({ key: 'b', name: 'Other', action: 'S3', at: 2 })])).to.equal('a')
  })

  it('assumes that a run without times was the latest', () => {
    const withoutTimes = { startedAt: undefined, endedAt: undefined }
    expect(keyOf([run({ key: 'a', at: 1 }), { ...run({ key: 'b', action: 'S3' }), ...withoutTimes }])).to.equal(undefined)
    expect(keyOf([{ ...run({ key: 'a' }), ...withoutTimes }])).to.equal('a')
    expect(keyOf([{ ...run({ key: 'a' }), ...withoutTimes }, run({ key: 'b', action: 'S3', at: 1 })])).to.equal(undefined)
    expect(keyOf([{ ...run({ key: 'a' }), ...withoutTimes }, run({ key: 'b', at: 1 })])).to.equal(undefined)
  })

  it('distinguishes artifacts by bucket', () => {
    const elsewhere = {
      ...run({ key: 'a', at: 2, action: 'S3' }),
      inputs: [{ name: 'SiteOutput', location: 's3://other/a' }],
    }
    expect(keyOf([run({ key: 'a', at: 1 }), elsewhere])).to.equal(undefined)
  })

  it('is undefined if the last success had another artifact name', () => {
    expect(keyOf([run({ key: 'a', at: 1 }), run({ key: 'b', at: 2, name: 'Other' })])).to.equal(undefined)
  })
})

describe('isHistoryComplete', () => {
  it('is true only if older pages cannot change the baseline, with the latest runs first', () => {
    fc.assert(
      fc.property(story, fc.integer({ min: 1, max: 4 }), (runs, size) => {
        const listed = runs.toReversed()
        for (let end = size; end < listed.length; end += size) {
          if (!isHistoryComplete(actionInput, listed.slice(0, end), listed.slice(end - size, end))) continue
          expect(keyOf(listed.slice(0, end))).to.equal(keyOf(listed))
        }
      }),
    )
  })

  it('is false without a success, for the page that contains it, and for an empty page', () => {
    const success = run({ key: 'a', at: 5 })
    const older = run({ key: 'b', at: 1 })
    expect(isHistoryComplete(actionInput, [run({ key: 'a', status: 'Failed' })], [run({ key: 'a', status: 'Failed' })])).to.equal(false)
    expect(isHistoryComplete(actionInput, [success], [success])).to.equal(false)
    expect(isHistoryComplete(actionInput, [success], [])).to.equal(false)
    expect(isHistoryComplete(actionInput, [success, older], [older])).to.equal(true)
  })

  it('is false while a run of the page ended at the very moment at which the latest success started', () => {
    const success = { ...run({ key: 'a' }), startedAt: 10, endedAt: 20 }
    const endedAt = (time: number | undefined): ActionRun => ({ ...run({ key: 'b', action: 'S3' }), startedAt: 0, endedAt: time })
    const isComplete = (page: ReadonlyArray<ActionRun>) => isHistoryComplete(actionInput, [success, ...page], page)
    expect(isComplete([endedAt(9)])).to.equal(true)
    expect(isComplete([endedAt(10)])).to.equal(false)
    expect(isComplete([endedAt(9), endedAt(10)])).to.equal(false)
    expect(isComplete([endedAt(undefined)])).to.equal(false)
  })
})
