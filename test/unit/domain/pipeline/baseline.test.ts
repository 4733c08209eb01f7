import { expect } from 'chai'
import fc from 'fast-check'
import { baselineOf, isHistoryComplete } from '../../../../src/domain/pipeline/baseline.ts'
import type { ActionInput, ActionRun } from '../../../../src/domain/pipeline/history.ts'
import { actionInput, inputAt, run } from '../../../support/history.ts'

/** Runs of a stage, one after another, as a pipeline has them whose executions do not overtake each other. */
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
  it('is what the last success was given, if nothing but that and what is given now was in the stage since', () => {
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

  it('does not depend on the order in which the history tells', () => {
    const told = story.chain(runs => fc.tuple(fc.constant(runs), fc.shuffledSubarray([...runs], { minLength: runs.length })))
    fc.assert(
      fc.property(told, ([runs, shuffled]) => {
        expect(keyOf(shuffled)).to.equal(keyOf(runs))
      }),
    )
  })

  it('is never an artifact from before something else that was served', () => {
    fc.assert(
      fc.property(story, runs => {
        const key = keyOf([...runs, run({ key: 'bad', action: 'S3', at: 100, status: 'Failed' })])
        expect(key).to.equal(undefined)
      }),
    )
  })

  it('is none where a deploy went back to what it was before one whose invalidation failed', () => {
    const runs = [run({ key: 'a', at: 1 }), run({ key: 'b', at: 2, action: 'S3' }), run({ key: 'b', at: 3, status: 'Failed' })]
    expect(keyOf(runs, { ...actionInput, artifact: inputAt('a') })).to.equal(undefined)
    expect(keyOf(runs, { ...actionInput, artifact: inputAt('b') })).to.equal('a')
    expect(keyOf([...runs, run({ key: 'c', at: 4 })])).to.equal('c')
  })

  it('counts what overlapped with the last success, and not what was over before', () => {
    const success = run({ key: 'a', at: 10 })
    const at = (endedAt: number): ActionRun => ({ ...run({ key: 'b', action: 'S3' }), startedAt: 0, endedAt })
    expect(keyOf([success, at((success.startedAt ?? 0) - 1)])).to.equal('a')
    expect(keyOf([success, at(success.startedAt ?? 0)])).to.equal(undefined)
  })

  it('counts two successes at one time as something else', () => {
    expect(keyOf([run({ key: 'a', at: 1 }), run({ key: 'b', at: 1 })])).to.equal(undefined)
    expect(keyOf([run({ key: 'a', at: 1 }), run({ key: 'a', at: 1 })])).to.equal('a')
  })

  it('expects the worst of a run of which no time is known', () => {
    const timeless = { startedAt: undefined, endedAt: undefined }
    expect(keyOf([run({ key: 'a', at: 1 }), { ...run({ key: 'b', action: 'S3' }), ...timeless }])).to.equal(undefined)
    expect(keyOf([{ ...run({ key: 'a' }), ...timeless }])).to.equal('a')
    expect(keyOf([{ ...run({ key: 'a' }), ...timeless }, run({ key: 'b', action: 'S3', at: 1 })])).to.equal(undefined)
    expect(keyOf([{ ...run({ key: 'a' }), ...timeless }, run({ key: 'b', at: 1 })])).to.equal(undefined)
  })

  it('tells two buckets apart', () => {
    const elsewhere = {
      ...run({ key: 'a', at: 2, action: 'S3' }),
      inputs: [{ name: 'SiteOutput', location: 's3://other/a' }],
    }
    expect(keyOf([run({ key: 'a', at: 1 }), elsewhere])).to.equal(undefined)
  })

  it('is none where the last success was given no such artifact', () => {
    expect(keyOf([run({ key: 'a', at: 1 }), run({ key: 'b', at: 2, name: 'Other' })])).to.equal(undefined)
  })
})

describe('isFarEnough', () => {
  it('is a page that was over before the last success, so that what follows cannot change the baseline where later runs come first', () => {
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

  it('is no page as long as there is no success, none that holds it, and none that is empty', () => {
    const success = run({ key: 'a', at: 5 })
    const older = run({ key: 'b', at: 1 })
    expect(isHistoryComplete(actionInput, [run({ key: 'a', status: 'Failed' })], [run({ key: 'a', status: 'Failed' })])).to.equal(false)
    expect(isHistoryComplete(actionInput, [success], [success])).to.equal(false)
    expect(isHistoryComplete(actionInput, [success], [])).to.equal(false)
    expect(isHistoryComplete(actionInput, [success, older], [older])).to.equal(true)
  })
})
