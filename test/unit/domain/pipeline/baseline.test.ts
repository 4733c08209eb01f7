import { expect } from 'chai'
import fc from 'fast-check'
import { baselineOf, relevantSince } from '../../../../src/domain/pipeline/baseline.ts'
import type { ActionInput, ActionRun } from '../../../../src/domain/pipeline/history.ts'
import { actionInput, deploy, inputAt, listedAt, run, success } from '../../../support/builders/history.ts'

/** The keys of the locations to compare with, sorted, or why there are none. */
const found = (runs: ReadonlyArray<ActionRun>, input: ActionInput = actionInput): ReadonlyArray<string> | string => {
  const baseline = baselineOf(input, runs)
  switch (baseline._tag) {
    case 'Comparable':
      return baseline.locations.map(location => location.replace('s3://artifacts/', '')).sort()
    case 'Confirmed':
      return 'Confirmed'
    case 'NotComparable':
      return baseline.why
  }
}

const untimed = { startedAt: undefined, endedAt: undefined }
const between = (startedAt: number, endedAt: number, of: ActionRun): ActionRun => ({ ...of, startedAt, endedAt })

/** The start and the end of the deploy at 1 second. */
const starts = deploy({ key: 'any', at: 1 }).startedAt ?? 0

const present = deploy({ key: 'now', at: 90 })
const fromA = [...success({ key: 'a', at: 1 }), present]

describe('baselineOf', () => {
  it('has the artifact of the last success if no other was deployed since', () => {
    expect(found(fromA)).to.deep.equal(['a'])
    expect(found([...fromA, ...success({ key: 'b', at: 5 })])).to.deep.equal(['b'])
  })

  it('has each artifact that was deployed since, whatever became of it', () => {
    const statuses = ['Succeeded', 'Failed', 'Abandoned', 'InProgress'] as const
    const runs = statuses.map((status, index) => deploy({ key: status, status, at: 10 + index }))
    expect(found([...fromA, ...runs])).to.deep.equal(['Abandoned', 'Failed', 'InProgress', 'Succeeded', 'a'])
  })

  it('has what a failed run of this action was given, even if nothing else of its execution is listed', () => {
    expect(found([...fromA, run({ key: 'b', at: 9, status: 'Failed' })])).to.deep.equal(['a', 'b'])
  })

  it('does not have what was deployed before, although its invalidation ended later', () => {
    const slow = (key: string, action: string) => between(starts - 9, starts + 9_999, run({ key, action, status: 'Failed' }))
    const before = between(starts - 99, starts - 9, deploy({ key: 'b' }))
    expect(found([...fromA, slow('b', 'Invalidate')])).to.deep.equal(['a', 'b'])
    expect(found([...fromA, slow('b', 'Invalidate'), before])).to.deep.equal(['a'])
    expect(found([...fromA, slow('b', 'Invalidate'), { ...before, execution: 'c' }])).to.deep.equal(['a', 'b'])
    expect(found([...fromA, slow('b', 'Check'), before])).to.deep.equal(['a', 'b'])
  })

  it('does not depend on the order of the history', () => {
    const story = fc.array(
      fc.record({
        key: fc.constantFrom('a', 'b', 'c', 'now'),
        action: fc.constantFrom('Upload', 'Invalidate', 'Check'),
        stage: fc.constantFrom('Deploy', 'Deploy', 'Test'),
        deploys: fc.boolean(),
        at: fc.nat(20),
        status: fc.constantFrom<ActionRun['status']>('Succeeded', 'Succeeded', 'Failed', 'InProgress'),
      }),
      { minLength: 1, maxLength: 12 },
    )
    const shuffled = story
      .map(all => all.map(run))
      .chain(runs => fc.tuple(fc.constant(runs), fc.shuffledSubarray([...runs], { minLength: runs.length })))
    fc.assert(
      fc.property(shuffled, ([one, other]) => {
        const isTie = (runs: ReadonlyArray<ActionRun>) =>
          new Set(runs.map(({ endedAt }) => endedAt)).size < runs.length && found(one) !== found(other)
        if (!isTie(one)) expect(found(other)).to.deep.equal(found(one))
      }),
    )
  })

  it('counts from the start of the deploy before the last success, not from the start of that success', () => {
    const overlapping = (endedAt: number) => between(0, endedAt, deploy({ key: 'b' }))
    expect(found([...fromA, overlapping(starts - 1)])).to.deep.equal(['a'])
    expect(found([...fromA, overlapping(starts)])).to.deep.equal(['a', 'b'])
  })

  it('counts from the first of several deploys before the last success', () => {
    const earlier = deploy({ key: 'a', at: -9, status: 'Failed', stage: 'Other' })
    const other = deploy({ key: 'b', at: -5 })
    expect(found([...fromA, other])).to.deep.equal(['a'])
    expect(found([...fromA, other, earlier])).to.deep.equal(['a', 'b'])
  })

  it('does not take a run that is in progress for ended, whenever its status last changed', () => {
    expect(found([...fromA, deploy({ key: 'b', at: -9, status: 'InProgress' })])).to.deep.equal(['a', 'b'])
  })

  it('takes a run without times for one that goes on', () => {
    expect(found([...fromA, { ...deploy({ key: 'b' }), ...untimed }])).to.deep.equal(['a', 'b'])
  })

  it('counts from the start of the history if the deploy before the last success has no start', () => {
    const runs = success({ key: 'a' }).map(of => ({ ...of, startedAt: undefined }))
    expect(found([...runs, present, deploy({ key: 'b', at: -99 })])).to.deep.equal(['a', 'b'])
  })

  it('takes the success that ended last, even if it started first', () => {
    const [, long] = success({ key: 'a', at: 1 })
    const runs = [deploy({ key: 'a', at: 1 }), { ...long, endedAt: starts + 80_000 } as ActionRun, ...success({ key: 'b', at: 5 }), present]
    expect(found(runs)).to.deep.equal(['a', 'b'])
    expect(baselineOf(actionInput, runs)).to.have.property('_tag', 'Comparable')
    const withParameters = runs.map(of => ({ ...of, parameters: of.execution }))
    for (const listed of [withParameters, withParameters.toReversed()]) {
      expect(baselineOf(actionInput, listed)).to.have.property('parameters', 'a')
    }
  })

  it('takes the success that is listed first if several ended at the same time', () => {
    const runs = ['first', 'second'].map(parameters => run({ key: 'a', at: 2, parameters }))
    expect(baselineOf(actionInput, [...runs, ...fromA])).to.have.property('parameters', 'first')
  })

  it('takes the success that started last if its end is not known', () => {
    const startedAt = (start: number | undefined, key: string) => [
      { ...deploy({ key, at: 1 }), startedAt: 0 },
      { ...run({ key, parameters: key }), startedAt: start, endedAt: undefined },
    ]
    for (const [one, other] of [
      [5, 9],
      [undefined, 9],
    ]) {
      const runs = [...startedAt(one, 'a'), ...startedAt(other, 'b'), present]
      expect(baselineOf(actionInput, runs)).to.have.property('parameters', 'b')
      expect(baselineOf(actionInput, runs.toReversed())).to.have.property('parameters', 'b')
    }
  })

  it('is not known without a success of this action in this stage', () => {
    expect(found([])).to.equal('NeverSucceeded')
    for (const change of [{ status: 'Failed' }, { action: 'Other' }, { stage: 'Other' }] as const) {
      expect(found([deploy({ key: 'a', at: 1 }), run({ key: 'a', at: 2, ...change }), present])).to.equal('NeverSucceeded')
    }
  })

  it('is not known without the deploy before the last success', () => {
    const [before, after] = [deploy({ key: 'a', at: 1 }), run({ key: 'a', at: 2 })]
    expect(found([after, present])).to.equal('EarlierDeployNotListed')
    const changes: ReadonlyArray<Partial<ActionRun>> = [
      { execution: 'other' },
      { inputs: undefined },
      { inputs: [listedAt('a', 'Other')] },
      { action: 'Invalidate', stage: 'Other' },
      { startedAt: (after.startedAt ?? 0) + 1 },
      { deploys: false, stage: 'Build' },
    ]
    for (const change of changes) {
      expect(found([{ ...before, ...change }, after, present]), JSON.stringify(change)).to.equal('EarlierDeployNotListed')
    }
    expect(found([{ ...before, startedAt: after.startedAt }, after, present])).to.deep.equal(['a'])
    const anonymous = [before, after].map(of => ({ ...of, execution: undefined }))
    expect(found([...anonymous, present])).to.equal('EarlierDeployNotListed')
  })

  describe('which actions may deploy', () => {
    const of = (change: Partial<ActionRun>) => found([...fromA, { ...deploy({ key: 'b', at: 5 }), ...change }])

    it('are those of the kind, in every stage', () => {
      expect(of({ stage: 'Elsewhere' })).to.deep.equal(['a', 'b'])
      expect(of({ stage: 'Elsewhere', deploys: false })).to.deep.equal(['a'])
    })

    it('are all those in the stage of this action', () => {
      expect(of({ deploys: false })).to.deep.equal(['a', 'b'])
    })

    it('are all those in a stage in which an action of this name was, under whatever name', () => {
      const renamed = run({ key: 'old', at: -5, stage: 'Old', status: 'Failed' })
      const other = { ...deploy({ key: 'b', at: 5, stage: 'Old', deploys: false }) }
      expect(found([...fromA, other])).to.deep.equal(['a'])
      expect(found([...fromA, other, renamed])).to.deep.equal(['a', 'b'])
    })

    it('are none that took another artifact', () => {
      expect(of({ inputs: [listedAt('b', 'Other')] })).to.deep.equal(['a'])
      expect(of({ inputs: [] })).to.deep.equal(['a'])
      expect(of({ inputs: [listedAt('c', 'Other'), listedAt('b')] })).to.deep.equal(['a', 'b'])
    })
  })

  describe('where inputs are not listed', () => {
    const unlisted = (change: Partial<ActionRun> = {}) => ({ ...deploy({ key: 'b', at: 5 }), inputs: undefined, ...change })

    it('is not known if the run may have deployed since', () => {
      expect(found([...fromA, unlisted()])).to.equal('InputsNotListed')
      expect(found([...fromA, unlisted({ stage: 'Elsewhere' })])).to.equal('InputsNotListed')
      expect(found([...fromA, unlisted({ stage: 'Elsewhere', deploys: false })])).to.deep.equal(['a'])
      expect(found([...fromA, unlisted({ endedAt: starts - 1 })])).to.deep.equal(['a'])
    })

    it('is known if the execution has the present artifact', () => {
      expect(found([...fromA, unlisted({ execution: 'now' })])).to.deep.equal(['a'])
    })

    it('is not known if the last success has none', () => {
      const [before, after] = success({ key: 'a', at: 1 })
      expect(found([before as ActionRun, { ...(after as ActionRun), inputs: undefined }, present])).to.equal('InputsNotListed')
    })

    it('counts from the start of a run that may be the deploy before the last success', () => {
      const retried = [...success({ key: 'now', at: 1 }), run({ key: 'now', at: 9, status: 'InProgress' }), deploy({ key: 'c', at: -3 })]
      const unknown = unlisted({ execution: 'now', startedAt: starts - 9_000, endedAt: starts - 8_000 })
      expect(found(retried)).to.deep.equal(['now'])
      expect(found([...retried, unknown])).to.deep.equal(['c'])
    })
  })

  describe('the deploy of the present artifact', () => {
    const before = success({ key: 'a', at: 1 })
    const own = (status: ActionRun['status'], at = 95) => run({ key: 'now', at, status })

    it('has to be listed, as it is not in the history of another pipeline, or in one that lags behind', () => {
      expect(found(before)).to.equal('DeployNotListed')
      expect(found([...before, deploy({ key: 'b', at: 5 })])).to.equal('DeployNotListed')
      expect(found([...before, own('InProgress')])).to.equal('DeployNotListed')
    })

    it('has ended well, or goes on', () => {
      for (const status of ['Succeeded', 'InProgress'] as const) expect(found([...before, { ...present, status }])).to.deep.equal(['a'])
      for (const status of ['Failed', 'Abandoned'] as const) expect(found([...before, { ...present, status }])).to.equal('DeployNotListed')
    })

    it('counts only with its inputs, and if it may have deployed', () => {
      const build = { inputs: [], outputs: [listedAt('now')] }
      expect(found([...before, { ...present, ...build, deploys: false, stage: 'Build' }])).to.equal('DeployNotListed')
      expect(found([...before, { ...present, ...build }])).to.equal('DeployNotListed')
      const copied = run({ key: 'now', at: 80, stage: 'Build', action: 'Build', ...build })
      expect(found([...before, copied, { ...present, inputs: undefined }])).to.equal('DeployNotListed')
    })

    it('is in this stage, or followed by an unfinished run of this action', () => {
      const elsewhere = { ...present, stage: 'Upload' }
      expect(found([...before, elsewhere])).to.equal('DeployNotListed')
      expect(found([...before, elsewhere, own('InProgress')])).to.deep.equal(['a'])
      expect(found([...before, elsewhere, { ...own('InProgress'), execution: 'other', inputs: [listedAt('a')] }])).to.equal(
        'DeployNotListed',
      )
      expect(found([...before, elsewhere, { ...own('InProgress'), action: 'Other', stage: 'Other' }])).to.equal('DeployNotListed')
      expect(found([...before, elsewhere, { ...own('InProgress'), stage: 'Other' }])).to.equal('DeployNotListed')
    })

    it('is a deploy by its kind, unless its execution deploys in no other stage', () => {
      const check = { ...present, action: 'Check', deploys: false }
      expect(found([...before, check])).to.deep.equal(['a'])
      const beta = deploy({ key: 'now', at: 80, stage: 'Beta' })
      expect(found([...before, check, { ...beta, deploys: false }])).to.deep.equal(['a'])
      expect(found([...before, check, { ...beta, execution: 'a' }])).to.deep.equal(['a'])
      expect(found([...before, check, beta])).to.equal('DeployNotListed')
      expect(found([...before, check, beta, present])).to.deep.equal(['a'])
    })

    it('says nothing once this action has run in its execution, unless it runs again', () => {
      for (const status of ['Failed', 'Abandoned'] as const) {
        expect(found([...before, present, own(status)])).to.equal('DeployNotListed')
        expect(found([...before, present, own(status), own('InProgress', 99)])).to.deep.equal(['a'])
      }
    })

    it('is not that of an execution that it is rolled back to: what came in between may not be listed yet', () => {
      const toA = { ...actionInput, artifact: inputAt('a') }
      const failed = [deploy({ key: 'b', at: 5 }), run({ key: 'b', at: 6, status: 'Failed' })]
      const rollback = deploy({ key: 'a', at: 9, execution: 'rollback' })
      expect(found(before, toA)).to.equal('DeployNotListed')
      expect(found([...before, ...failed], toA)).to.equal('DeployNotListed')
      expect(found([...before, ...failed, rollback], toA)).to.deep.equal(['b'])
    })

    it('is not known by its location if its execution is not known', () => {
      const anonymous = [present, own('InProgress')].map(of => ({ ...of, execution: undefined, stage: 'Upload' }))
      expect(found([...before, ...anonymous])).to.equal('DeployNotListed')
    })
  })

  describe('the content of an artifact', () => {
    const elsewhere = (key: string) => ({ inputs: [listedAt(key, 'SiteOutput', 'elsewhere')] })

    it('is the same at the same location, as after a rollback', () => {
      const runs = [
        ...success({ key: 'a', at: 1 }),
        ...success({ key: 'b', at: 5 }),
        ...success({ key: 'a', at: 9, execution: 'rollback' }),
      ]
      expect(found([...runs, present])).to.deep.equal(['a'])
      expect(found([...runs, deploy({ key: 'a', at: 12, execution: 'again' }), present])).to.deep.equal(['a'])
    })

    it('is the same in every store in one execution', () => {
      const deployed = [deploy({ key: 'a', at: 1, ...elsewhere('a') }), run({ key: 'a', at: 2 })]
      const now = [deploy({ key: 'now', at: 90, ...elsewhere('now') }), run({ key: 'now', at: 91, status: 'InProgress' })]
      expect(found([...deployed, ...now])).to.deep.equal(['a'])
      const failed = deploy({ key: 'b', at: 5, status: 'Failed', ...elsewhere('b') })
      expect(found([...deployed, ...now, failed])).to.deep.equal(['a', 's3://elsewhere/b'])
      const build = run({ key: 'b', at: 4, stage: 'Build', action: 'Build', inputs: [], outputs: [listedAt('b'), listedAt('x', 'Other')] })
      expect(found([...deployed, ...now, failed, build])).to.deep.equal(['a', 'b'])
    })

    it('is that of every execution that lists it, as after a rollback in another Region', () => {
      const before = [deploy({ key: 'b', at: -9, ...elsewhere('b') }), run({ key: 'b', at: -8, status: 'Failed' })]
      const rollback = deploy({ key: 'b', at: 5, execution: 'rollback', ...elsewhere('b') })
      expect(found([...fromA, rollback])).to.deep.equal(['a', 's3://elsewhere/b'])
      expect(found([...fromA, ...before, rollback])).to.deep.equal(['a', 'b'])
    })

    it('is not the same if its execution is not known', () => {
      const anonymous = { execution: undefined }
      const runs = [deploy({ key: 'b', at: 5, ...anonymous, ...elsewhere('b') }), deploy({ key: 'now', at: 6, ...anonymous })]
      expect(found([...fromA, ...runs])).to.deep.equal(['a', 's3://elsewhere/b'])
    })

    it('is another one at another location in the same store, as when a build is repeated', () => {
      const first = deploy({ key: 'first', at: 80, execution: 'now', status: 'Failed' })
      expect(found([...fromA, first])).to.deep.equal(['a', 'first'])
      const copy = deploy({ key: 'now', at: 81, ...elsewhere('now') })
      expect(found([...fromA, copy])).to.deep.equal(['a'])
      expect(found([...fromA, first, copy])).to.deep.equal(['a', 'first', 's3://elsewhere/now'])
    })

    it('is compared with itself if nothing else was deployed since', () => {
      const retry = [...success({ key: 'now', at: 1 }), run({ key: 'now', at: 9, status: 'InProgress' })]
      expect(found(retry)).to.deep.equal(['now'])
    })
  })

  it('has at most eight artifacts', () => {
    const others = (count: number) => Array.from({ length: count }, (_, index) => deploy({ key: `b${index}`, at: 5 + index }))
    expect(found([...fromA, ...others(7)])).to.have.length(8)
    expect(found([...fromA, ...others(8)])).to.equal('TooManyArtifacts')
    expect(found([...fromA, ...others(7), ...others(7)])).to.have.length(8)
  })

  it('confirms what was decided before if every location is listed under the name of the artifact', () => {
    const decided = (...keys: ReadonlyArray<string>): ActionInput => ({ ...actionInput, decided: keys.map(key => listedAt(key).location) })
    const built = run({ key: 'b', stage: 'Build', action: 'Build', inputs: undefined, outputs: [listedAt('b')] })
    const other = run({ key: 'c', inputs: [listedAt('c', 'Other')] })
    const runs = [...fromA, built, other]
    expect(found(runs, decided('a', 'b'))).to.equal('Confirmed')
    expect(found([], decided('a'))).to.equal('NeverSucceeded')
    for (const keys of [['a', 'd'], ['c']]) expect(found(runs, decided(...keys))).to.deep.equal(['a'])
  })
})

describe('relevantSince', () => {
  it('is the start of the deploy before the last success', () => {
    expect(relevantSince(actionInput, fromA)).to.equal(starts)
  })

  it('is not known without that success, or without that deploy', () => {
    expect(relevantSince(actionInput, [present])).to.equal(undefined)
    expect(relevantSince(actionInput, [run({ key: 'a' })])).to.equal(undefined)
  })

  it('leaves out nothing that changes the baseline', () => {
    const at = fc.integer({ min: -20, max: 20 })
    fc.assert(
      fc.property(fc.array(fc.record({ key: fc.constantFrom('b', 'c', 'd'), at })), changes => {
        const runs = [...fromA, ...changes.map(deploy)]
        const since = relevantSince(actionInput, runs) ?? 0
        expect(found(runs.filter(({ endedAt }) => endedAt !== undefined && endedAt >= since))).to.deep.equal(found(runs))
      }),
    )
  })
})
