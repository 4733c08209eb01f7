import { expect } from 'chai'
import * as E from 'fp-ts/lib/Either.js'
import type { CdnFailure } from '../../../../src/domain/failures/cdn-failure.ts'
import type { ReportFailure } from '../../../../src/domain/failures/report-failure.ts'
import type { Action } from '../../../../src/domain/job/action.ts'
import { decide } from '../../../../src/domain/job/decide.ts'
import { evolve } from '../../../../src/domain/job/evolve.ts'
import type { Happening } from '../../../../src/domain/job/happening.ts'
import { beginning } from '../../../../src/domain/job/progress.ts'
import type { JobSpec } from '../../../../src/domain/parameters/job-spec.ts'
import { makePlan, type Plan } from '../../../../src/domain/plan/plan.ts'
import { item } from '../../../support/arbitraries.ts'
import { cdn } from '../../../support/cdn.ts'
import { rightOf } from '../../../support/either.ts'

const spec: JobSpec = { distributionIds: ['E1', 'E2'], items: [item('/*')], role: undefined, dryRun: false }
const planOf = (change: Partial<JobSpec> = {}): Plan => rightOf(makePlan(cdn, { id: 'job', account: undefined })({ ...spec, ...change }))

const deadline = 60_000
const at = (now: number) => ({ now, deadline, random: 0.5 })

const created = (plan: Plan, index: number): Happening => {
  const request = plan.requests[index]
  if (request === undefined) throw new Error('no such request')
  return { _tag: 'Created', index, request, invalidation: { id: `I${index}`, status: 'InProgress' } }
}
const notCreated = (plan: Plan, index: number, failure: CdnFailure): Happening => {
  const request = plan.requests[index]
  if (request === undefined) throw new Error('no such request')
  return { _tag: 'NotCreated', index, request, failure }
}
const notReported = (failure: ReportFailure): Happening => ({ _tag: 'NotReported', failure })

/** Each happening at its time, then the decision at `now`. */
const given =
  (plan: Plan, ...happenings: ReadonlyArray<readonly [number, Happening]>) =>
  (now: number): Action => {
    const progress = happenings.reduce((before, [when, happening]) => evolve(before, happening, at(when)), beginning(plan.requests.length))
    return decide(E.right(plan), progress, at(now))
  }

const busy: CdnFailure = { _tag: 'Throttled', code: 'Throttling' }
const gone: CdnFailure = { _tag: 'DistributionNotFound' }
const unavailable: ReportFailure = { _tag: 'ReporterUnavailable', reason: '503' }

describe('decide', () => {
  const plan = planOf()

  it('submits the requests one after another', () => {
    expect(given(plan)(0)).to.include({ _tag: 'Submit', index: 0, within: 10_000 })
    expect(given(plan, [1, created(plan, 0)])(2)).to.include({ _tag: 'Submit', index: 1 })
  })

  it('reports when all are created', () => {
    const action = given(plan, [1, created(plan, 0)], [2, created(plan, 1)])(3)
    expect(action).to.include({ _tag: 'Report', within: 5_000 })
    expect(action).to.have.nested.property('answer._tag', 'Success')
  })

  it('goes on with another distribution while one has to wait', () => {
    expect(given(plan, [0, notCreated(plan, 0, busy)])(1)).to.include({ _tag: 'Submit', index: 1 })
  })

  it('pauses while all have to wait, no longer than until the first may be tried again', () => {
    expect(given(plan, [0, notCreated(plan, 0, busy)], [10, notCreated(plan, 1, busy)])(20)).to.deep.equal({
      _tag: 'Pause',
      milliseconds: 30,
    })
  })

  it('tries again after the pause', () => {
    expect(given(plan, [0, notCreated(plan, 0, busy)], [10, created(plan, 1)])(50)).to.include({ _tag: 'Submit', index: 0 })
  })

  it('brings the other distributions to an end before it reports that one is refused', () => {
    expect(given(plan, [0, notCreated(plan, 0, gone)])(1)).to.include({ _tag: 'Submit', index: 1 })
    const action = given(plan, [0, notCreated(plan, 0, gone)], [1, created(plan, 1)])(2)
    expect(action).to.have.nested.property('answer.type', 'ConfigurationError')
    expect(action).to.have.deep.nested.property('answer.invalidationIds', ['I1'])
  })

  it('asks a distribution that refused one request for nothing more', () => {
    const many = planOf({ distributionIds: ['E1'], items: Array.from({ length: 16 }, (_, index) => item(`/${index}/*`)) })
    expect(many.requests).to.have.length(2)
    expect(given(many, [0, notCreated(many, 0, gone)])(1)).to.include({ _tag: 'Report' })
  })

  it('gives a call less time when little is left, and keeps enough for the answer', () => {
    expect(given(plan)(deadline - 2_000)).to.include({ _tag: 'Submit', within: 500 })
    expect(given(plan)(deadline - 1_700)).to.include({ _tag: 'Submit', within: 200 })
  })

  it('answers at once when there is no time for a call', () => {
    const action = given(plan)(deadline - 1_699)
    expect(action).to.include({ _tag: 'Report', within: 1_599 })
    expect(action).to.have.nested.property('answer.type', 'SystemUnavailable')
  })

  it('does not wait for an attempt that would come too late', () => {
    const late = deadline - 1_740
    expect(given(plan, [late, notCreated(plan, 0, busy)], [late, notCreated(plan, 1, busy)])(late)).to.include({ _tag: 'Report' })
  })

  it('makes one attempt to answer even when no time is left', () => {
    expect(given(plan)(deadline)).to.include({ _tag: 'Report', within: 1 })
  })

  it('submits nothing in a dry run', () => {
    expect(given(planOf({ dryRun: true }))(0)).to.have.nested.property('answer.status', 'DryRun')
  })

  it('submits nothing where nothing is to be invalidated', () => {
    expect(given(planOf({ items: [] }))(0)).to.have.nested.property('answer.status', 'NothingToDo')
  })

  it('reports at once that there is no plan', () => {
    const mistakes = [{ at: 'items', problem: 'missing' }]
    const action = decide(E.left({ _tag: 'ParametersInvalid', mistakes }), beginning(0), at(0))
    expect(action).to.have.nested.property('answer.type', 'ConfigurationError')
  })

  describe('when the answer was not taken', () => {
    const done = [
      [1, created(plan, 0)],
      [2, created(plan, 1)],
    ] as const

    it('pauses, and reports the same answer again', () => {
      expect(given(plan, ...done, [10, notReported(unavailable)])(20)).to.deep.equal({ _tag: 'Pause', milliseconds: 40 })
      expect(given(plan, ...done, [10, notReported(unavailable)])(60)).to.have.nested.property('answer._tag', 'Success')
    })

    it('gives up when no time is left for another attempt', () => {
      expect(given(plan, ...done, [10, notReported(unavailable)])(deadline - 299)).to.deep.equal({ _tag: 'GiveUp', failure: unavailable })
      expect(given(plan, ...done, [10, notReported(unavailable)])(deadline - 300)).to.include({ _tag: 'Report' })
    })

    it('is done when the job is settled already', () => {
      expect(given(plan, ...done, [10, notReported({ _tag: 'JobAlreadySettled' })])(20)).to.include({ _tag: 'Finish' })
    })

    const hopeless: ReadonlyArray<ReportFailure> = [
      { _tag: 'JobUnknown' },
      { _tag: 'ReportDenied', permission: 'ci:Report' },
      { _tag: 'ReportInvalid', code: 'ValidationException' },
    ]
    for (const failure of hopeless) {
      it(`gives up at once after ${failure._tag}`, () => {
        expect(given(plan, ...done, [10, notReported(failure)])(20)).to.deep.equal({ _tag: 'GiveUp', failure })
      })
    }
  })

  it('is done when the answer was taken', () => {
    expect(given(plan, [1, created(plan, 0)], [2, created(plan, 1)], [3, { _tag: 'Reported' }])(4)).to.include({ _tag: 'Finish' })
  })

  it('is not moved by a pause', () => {
    expect(given(plan, [1, { _tag: 'Paused', milliseconds: 1 }])(2)).to.deep.equal(given(plan)(2))
  })
})
