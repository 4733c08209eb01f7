import { expect } from 'chai'
import * as E from 'fp-ts/lib/Either.js'
import type { CdnFailure } from '../../../../src/domain/cdn/cdn-failure.ts'
import type { Invalidation } from '../../../../src/domain/cdn/invalidation.ts'
import type { Command, StepCommand } from '../../../../src/domain/job/command.ts'
import type { DecisionContext } from '../../../../src/domain/job/context.ts'
import { decideStep } from '../../../../src/domain/job/decide-step.ts'
import type { StepResult } from '../../../../src/domain/job/event.ts'
import { evolveProgress } from '../../../../src/domain/job/evolve-progress.ts'
import type { Progress } from '../../../../src/domain/job/progress.ts'
import type { ReportFailure } from '../../../../src/domain/job/report-failure.ts'
import type { Plan } from '../../../../src/domain/plan/plan.ts'
import { item } from '../../../support/builders/arbitraries.ts'
import { targetNotFound, throttled, tooManyInProgress } from '../../../support/builders/failures.ts'
import { planOf } from '../../../support/builders/plans.ts'
import { newProgress } from '../../../support/builders/progresses.ts'
import { runContext } from '../../../support/capabilities.ts'

const deadline = 60_000
const at = (now: number, invocationStartedAt = 0): DecisionContext => ({ ...runContext, now, invocationStartedAt, deadline, random: 0.5 })

/** The result of the command that was decided. */
type Performing = (command: Command) => StepResult

/** The result of a command of one kind. Any other command fails the test. */
const on =
  <K extends StepCommand['_tag']>(tag: K, result: (command: Extract<StepCommand, { _tag: K }>) => StepResult): Performing =>
  command => {
    if (command._tag !== tag) throw new Error(`expected ${tag}, got ${command._tag}`)
    return result(command as Extract<StepCommand, { _tag: K }>)
  }

const created = (id: string, status: Invalidation['status'] = 'InProgress'): Performing =>
  on('Submit', ({ target, request }) => ({ _tag: 'InvalidationCreated', target, request, invalidation: { id, status } }))

const invalidationFailed = (failure: CdnFailure): Performing =>
  on('Submit', ({ target, request }) => ({ _tag: 'InvalidationFailed', target, request, failure }))

const checked = (status: Invalidation['status']): Performing =>
  on('CheckStatus', ({ target, request }) => ({ _tag: 'StatusChecked', target, request, status }))

const checkFailed = (failure: CdnFailure): Performing =>
  on('CheckStatus', ({ target, request }) => ({ _tag: 'StatusCheckFailed', target, request, failure }))

const reported: Performing = on('Report', ({ answer }) => ({ _tag: 'Reported', answer }))

const reportFailed = (failure: ReportFailure): Performing => on('Report', ({ answer }) => ({ _tag: 'ReportFailed', answer, failure }))

type Steps = ReadonlyArray<readonly [number, Performing]>

const progressAfter = (
  plan: Plan,
  steps: Steps,
  from: Progress,
  invocation: { invocationStartedAt: number; deadline: number } = { invocationStartedAt: 0, deadline },
): Progress =>
  steps.reduce((progress, [now, perform]) => {
    const context = { ...at(now), ...invocation }
    return evolveProgress(plan, progress, perform(decideStep(E.right(plan), progress, context)), context)
  }, from)

/** Runs a job from its start through these steps, then decides the next command. */
const given =
  (plan: Plan, ...steps: Steps) =>
  (now: number): Command =>
    decideStep(E.right(plan), progressAfter(plan, steps, newProgress(plan.spec.targetIds.length, 0)), at(now))

const unavailable: ReportFailure = { _tag: 'ReporterUnavailable', reason: '503' }

const sixteen = Array.from({ length: 16 }, (_, index) => item(`/${index}/*`))

describe('decideStep', () => {
  const plan = planOf({ targetIds: ['E1', 'E2'] })
  const bothCreated: Steps = [
    [1, created('I1')],
    [2, created('I2')],
  ]

  it('submits the requests one after another', () => {
    expect(given(plan)(0)).to.include({ _tag: 'Submit', target: 0, within: 10_000 })
    expect(given(plan, [1, created('I1')])(2)).to.include({ _tag: 'Submit', target: 1 })
  })

  it('reports when all invalidations are created, without a status check', () => {
    const command = given(plan, ...bothCreated)(3)
    expect(command).to.include({ _tag: 'Report', within: 5_000 })
    expect(command).to.have.nested.property('answer._tag', 'Success')
  })

  it('continues with another distribution while one has to wait', () => {
    expect(given(plan, [0, invalidationFailed(throttled)])(1)).to.include({ _tag: 'Submit', target: 1 })
  })

  it('pauses until the first retry is due if all distributions have to wait', () => {
    expect(given(plan, [0, invalidationFailed(throttled)], [10, invalidationFailed(throttled)])(20)).to.deep.equal({
      _tag: 'Pause',
      milliseconds: 30,
    })
  })

  it('retries after the pause', () => {
    expect(given(plan, [0, invalidationFailed(throttled)], [10, created('I2')])(50)).to.include({ _tag: 'Submit', target: 0 })
  })

  it('retries the same request before it submits another one to the same distribution', () => {
    const many = planOf({ items: sixteen })
    const first = given(many)(0)
    const again = given(many, [0, invalidationFailed(throttled)])(50)
    expect(again).to.have.deep.nested.property('request', first._tag === 'Submit' ? first.request : undefined)
  })

  it('finishes the other distributions before it reports a permanent failure of one', () => {
    expect(given(plan, [0, invalidationFailed(targetNotFound)])(1)).to.include({ _tag: 'Submit', target: 1 })
    const command = given(plan, [0, invalidationFailed(targetNotFound)], [1, created('I2')])(2)
    expect(command).to.have.nested.property('answer.kind', 'configuration')
    expect(command).to.have.deep.nested.property('answer.invalidationIds', ['I2'])
  })

  it('submits nothing more to a distribution after a permanent failure', () => {
    expect(given(planOf({ items: sixteen }), [0, invalidationFailed(targetNotFound)])(1)).to.include({ _tag: 'Report' })
  })

  it('shortens the time limit of a call near the deadline, and keeps enough time to report', () => {
    expect(given(plan)(deadline - 2_000)).to.include({ _tag: 'Submit', within: 500 })
    expect(given(plan)(deadline - 1_700)).to.include({ _tag: 'Submit', within: 200 })
  })

  it('makes one attempt to report even if no time is left', () => {
    expect(given(plan)(deadline)).to.include({ _tag: 'Report', within: 1 })
  })

  it('submits nothing in a dry run', () => {
    expect(given(planOf({ dryRun: true }))(0)).to.have.nested.property('answer.status', 'DryRun')
  })

  it('submits nothing if there are no items', () => {
    expect(given(planOf({ items: [] }))(0)).to.have.nested.property('answer.status', 'NothingToDo')
  })

  it('reports immediately if there is no plan', () => {
    const issues = [{ at: 'items', problem: 'missing' }]
    const command = decideStep(E.left({ _tag: 'ParametersInvalid', issues }), newProgress(0, 0), at(0))
    expect(command).to.have.nested.property('answer.kind', 'configuration')
  })

  describe('before the deadline or the longest pause', () => {
    const expectContinuation = (command: Command) => {
      expect(command).to.include({ _tag: 'Report' })
      expect(command).to.have.nested.property('answer._tag', 'Continuation')
    }

    it('continues in another invocation if there is no time for a call', () => {
      expectContinuation(given(plan)(deadline - 1_699))
    })

    it('continues in another invocation if there is no time for the pause before the next attempt', () => {
      const late = deadline - 1_740
      expectContinuation(given(plan, [late, invalidationFailed(throttled)], [late, invalidationFailed(throttled)])(late))
    })

    it('continues in another invocation if it has paused for long enough', () => {
      expect(given(planOf(), [29_950, invalidationFailed(throttled)])(29_950)).to.deep.equal({ _tag: 'Pause', milliseconds: 50 })
      expectContinuation(given(planOf(), [29_951, invalidationFailed(throttled)])(29_951))
    })

    it('keeps submitting while nothing has to wait', () => {
      expect(given(planOf({ items: sixteen }), [40_000, created('I1')])(40_001)).to.include({ _tag: 'Submit' })
    })

    it('leaves a request that is too large to the next invocation, after everything else', () => {
      const many = planOf({ targetIds: ['E1', 'E2'], items: sixteen })
      expect(given(many, [0, invalidationFailed({ _tag: 'RequestTooLarge' })])(1)).to.include({ _tag: 'Submit', target: 1 })
      expectContinuation(given(many, [0, invalidationFailed({ _tag: 'RequestTooLarge' })], [1, created('I1')], [2, created('I2')])(3))
    })

    it('does not wait for other distributions before it halves a request', () => {
      const many = planOf({ targetIds: ['E1', 'E2'], items: sixteen })
      expectContinuation(given(many, [0, invalidationFailed({ _tag: 'RequestTooLarge' })], [1, invalidationFailed(throttled)])(2))
      const waiting = planOf({ targetIds: ['E1', 'E2'], items: [item('/a'), item('/b')], waitForCompletion: true })
      expectContinuation(given(waiting, [0, invalidationFailed({ _tag: 'RequestTooLarge' })], [1, created('I2')])(2))
    })

    it('does not continue in another invocation for a single item that is too large', () => {
      expect(given(planOf(), [0, invalidationFailed({ _tag: 'RequestTooLarge' })])(1)).to.have.nested.property('answer.kind', 'failed')
    })
  })

  describe('after its timeout', () => {
    const minute = 60_000
    const late = planOf({ timeoutMinutes: 1 })
    const later = { ...runContext, now: minute + 5, invocationStartedAt: minute, deadline: 2 * minute, random: 0.5 }
    const soon = { ...later, deadline: minute + 500 }

    it('makes one more attempt before it gives up', () => {
      const before = newProgress(1, 0)
      const command = decideStep(E.right(late), before, later)
      expect(command).to.include({ _tag: 'Submit' })
      const after = evolveProgress(late, before, invalidationFailed(tooManyInProgress)(command), later)
      expect(decideStep(E.right(late), after, later)).to.have.nested.property('answer.kind', 'unavailable')
    })

    it('makes one more attempt in the same invocation, even if it tried there before', () => {
      const steps: Steps = [[minute - 50, invalidationFailed(throttled)]]
      const progress = progressAfter(late, steps, newProgress(1, 0), { invocationStartedAt: 40_000, deadline: 2 * minute })
      const then = { ...runContext, now: minute, invocationStartedAt: 40_000, deadline: 2 * minute, random: 0.5 }
      expect(decideStep(E.right(late), progress, then)).to.include({ _tag: 'Submit' })
      const after = evolveProgress(late, progress, invalidationFailed(throttled)(decideStep(E.right(late), progress, then)), then)
      expect(decideStep(E.right(late), after, then)).to.have.nested.property('answer.kind', 'unavailable')
    })

    it('checks the status once more, even if the next check is due later', () => {
      const waiting = planOf({ waitForCompletion: true, onWaitTimeout: 'fail', timeoutMinutes: 1 })
      const steps: Steps = [
        [50_000, created('I1')],
        [52_000, checked('InProgress')],
        [58_000, checked('InProgress')],
      ]
      const invocation = { invocationStartedAt: 45_000, deadline: 2 * minute }
      const progress = progressAfter(waiting, steps, newProgress(1, 0), invocation)
      const then = { ...runContext, ...invocation, now: minute, random: 0.5 }
      expect(decideStep(E.right(waiting), progress, then)).to.include({ _tag: 'CheckStatus' })
      const after = evolveProgress(waiting, progress, checked('Completed')(decideStep(E.right(waiting), progress, then)), then)
      expect(decideStep(E.right(waiting), after, then)).to.have.nested.property('answer.status', 'Completed')
    })

    it('gives up immediately if there is no time for that attempt', () => {
      expect(decideStep(E.right(late), newProgress(1, 0), soon)).to.have.nested.property('answer.kind', 'unavailable')
    })

    it('does not pause beyond its timeout', () => {
      const progress = evolveProgress(late, newProgress(1, 0), invalidationFailed(throttled)(given(late)(0)), at(minute - 20))
      expect(decideStep(E.right(late), progress, { ...later, now: minute - 20 })).to.deep.equal({ _tag: 'Pause', milliseconds: 20 })
    })

    it('does not leave a request that is too large to a later invocation', () => {
      const many = planOf({ timeoutMinutes: 1, items: sixteen })
      const before = newProgress(1, 0)
      const after = evolveProgress(
        many,
        before,
        invalidationFailed({ _tag: 'RequestTooLarge' })(decideStep(E.right(many), before, later)),
        later,
      )
      expect(decideStep(E.right(many), after, later)).to.have.nested.property('answer.kind', 'unavailable')
      expect(decideStep(E.right(many), after, { ...later, now: minute })).to.have.nested.property('answer.kind', 'unavailable')
      expect(decideStep(E.right(many), after, { ...later, now: minute - 1 })).to.have.nested.property('answer._tag', 'Continuation')
    })
  })

  describe('with waitForCompletion', () => {
    const waiting = planOf({ targetIds: ['E1', 'E2'], waitForCompletion: true })

    it('submits everything before the first status check', () => {
      expect(given(waiting, [1, created('I1')])(2_500)).to.include({ _tag: 'Submit', target: 1 })
    })

    it('checks the status for the first time after about two seconds', () => {
      expect(given(waiting, ...bothCreated)(3)).to.deep.equal({ _tag: 'Pause', milliseconds: 1_998 })
      const command = given(waiting, ...bothCreated)(2_001)
      expect(command).to.include({ _tag: 'CheckStatus', target: 0, within: 10_000 })
      expect(command).to.have.deep.nested.property('request', {
        targetId: 'E1',
        invalidationId: 'I1',
        credentials: undefined,
      })
    })

    it('increases the pauses between status checks', () => {
      const single = planOf({ waitForCompletion: true })
      const steps: Steps = [
        [0, created('I1')],
        [2_000, checked('InProgress')],
        [5_000, checked('InProgress')],
      ]
      expect(given(single, ...steps)(5_000)).to.deep.equal({ _tag: 'Pause', milliseconds: 4_500 })
    })

    it('does not check a completed invalidation again', () => {
      expect(given(waiting, ...bothCreated, [2_001, checked('Completed')])(2_002)).to.include({ _tag: 'CheckStatus', target: 1 })
    })

    it('reports when all invalidations are complete', () => {
      const command = given(waiting, ...bothCreated, [2_001, checked('Completed')], [2_002, checked('Completed')])(2_003)
      expect(command).to.have.nested.property('answer.status', 'Completed')
    })

    it('does not check an invalidation that was complete when it was created', () => {
      const command = given(waiting, [1, created('I1', 'Completed')], [2, created('I2', 'Completed')])(3)
      expect(command).to.have.nested.property('answer.status', 'Completed')
    })

    it('retries a status check later if it is throttled', () => {
      const single = planOf({ waitForCompletion: true })
      expect(given(single, [0, created('I1')], [2_000, checkFailed(throttled)])(2_000)).to.deep.equal({
        _tag: 'Pause',
        milliseconds: 3_000,
      })
    })

    it('finishes the other checks before it reports that one is denied', () => {
      const denied: CdnFailure = { _tag: 'InvalidationDenied', permission: 'cloudfront:GetInvalidation', resource: 'r', hint: 'Allow it.' }
      const steps: Steps = [...bothCreated, [2_001, checkFailed(denied)]]
      expect(given(waiting, ...steps)(2_002)).to.include({ _tag: 'CheckStatus', target: 1 })
      const command = given(waiting, ...steps, [2_002, checked('Completed')])(2_003)
      expect(command).to.have.nested.property('answer.kind', 'permission')
      expect(command).to.have.deep.nested.property('answer.invalidationIds', ['I1', 'I2'])
    })

    it('continues in another invocation if it has paused for long enough', () => {
      const single = planOf({ waitForCompletion: true })
      const steps: Steps = [0, 2_000, 5_000, 9_500, 16_250, 26_250].map(
        (now, index) => [now, index === 0 ? created('I1') : checked('InProgress')] as const,
      )
      expect(given(single, ...steps)(26_250)).to.have.nested.property('answer._tag', 'Continuation')
    })

    it('ends after its timeout as onWaitTimeout says', () => {
      for (const [onWaitTimeout, expected] of [
        ['succeed', 'Success'],
        ['fail', 'Failure'],
      ] as const) {
        const short = planOf({ waitForCompletion: true, onWaitTimeout, timeoutMinutes: 1 })
        const progress = progressAfter(short, [[0, created('I1')]], newProgress(1, 0))
        const late = { ...runContext, now: 60_000, invocationStartedAt: 40_000, deadline: 100_000, random: 0.5 }
        const afterCheck = evolveProgress(short, progress, checked('InProgress')(decideStep(E.right(short), progress, late)), late)
        expect(decideStep(E.right(short), afterCheck, late)).to.have.nested.property('answer._tag', expected)
      }
    })
  })

  describe('when the report fails', () => {
    it('pauses, then reports the same answer again', () => {
      expect(given(plan, ...bothCreated, [10, reportFailed(unavailable)])(20)).to.deep.equal({ _tag: 'Pause', milliseconds: 40 })
      expect(given(plan, ...bothCreated, [10, reportFailed(unavailable)])(60)).to.have.nested.property('answer._tag', 'Success')
    })

    it('submits nothing more, because the answer may have arrived', () => {
      const late = deadline - 1_600
      const command = given(plan, [late, reportFailed(unavailable)])(late + 60)
      expect(command).to.have.nested.property('answer._tag', 'Continuation')
    })

    it('gives up if no time is left for another attempt', () => {
      expect(given(plan, ...bothCreated, [10, reportFailed(unavailable)])(deadline - 299)).to.deep.equal({
        _tag: 'GiveUp',
        failure: unavailable,
      })
      expect(given(plan, ...bothCreated, [10, reportFailed(unavailable)])(deadline - 300)).to.include({ _tag: 'Report' })
    })

    it('increases the pauses between attempts', () => {
      const steps: Steps = [...bothCreated, [10, reportFailed(unavailable)], [60, reportFailed(unavailable)]]
      expect(given(plan, ...steps)(60)).to.deep.equal({ _tag: 'Pause', milliseconds: 100 })
    })

    it('finishes if the job already has an answer', () => {
      expect(given(plan, ...bothCreated, [10, reportFailed({ _tag: 'JobAlreadySettled' })])(20)).to.include({ _tag: 'Finish' })
    })

    const permanent: ReadonlyArray<ReportFailure> = [{ _tag: 'JobUnknown' }, { _tag: 'ReportDenied', permission: 'ci:Report' }]
    for (const failure of permanent) {
      it(`gives up immediately after ${failure._tag}`, () => {
        expect(given(plan, ...bothCreated, [10, reportFailed(failure)])(20)).to.deep.equal({ _tag: 'GiveUp', failure })
      })
    }

    it('finishes if the CI system has forgotten the job that an earlier attempt may have settled', () => {
      const steps: Steps = [...bothCreated, [10, reportFailed(unavailable)], [60, reportFailed({ _tag: 'JobUnknown' })]]
      expect(given(plan, ...steps)(60)).to.include({ _tag: 'Finish' })
      expect(given(plan, ...steps)(60)).to.have.nested.property('answer._tag', 'Success')
    })

    it('gives up if the CI system does not know the job after it rejected the full answer, which settled nothing', () => {
      const invalid: ReportFailure = { _tag: 'ReportInvalid', code: 'ValidationException' }
      const steps: Steps = [...bothCreated, [10, reportFailed(invalid)], [11, reportFailed({ _tag: 'JobUnknown' })]]
      expect(given(plan, ...steps)(11)).to.deep.equal({ _tag: 'GiveUp', failure: { _tag: 'JobUnknown' } })
    })

    it('gives up if a retried report is denied', () => {
      const denied: ReportFailure = { _tag: 'ReportDenied', permission: 'ci:Report' }
      const steps: Steps = [...bothCreated, [10, reportFailed(unavailable)], [60, reportFailed(denied)]]
      expect(given(plan, ...steps)(60)).to.deep.equal({ _tag: 'GiveUp', failure: denied })
    })

    describe('because the answer is invalid', () => {
      const invalid: ReportFailure = { _tag: 'ReportInvalid', code: 'ValidationException' }

      it('reports a minimal answer of the same kind immediately', () => {
        const command = given(plan, ...bothCreated, [10, reportFailed(invalid)])(10)
        expect(command).to.include({ _tag: 'Report' })
        expect(command).to.have.nested.property('answer._tag', 'Success')
        expect(command).to.have.nested.property('answer.isLastResort', true)
      })

      it('gives up if the minimal answer is invalid too', () => {
        expect(given(plan, ...bothCreated, [10, reportFailed(invalid)], [11, reportFailed(invalid)])(11)).to.deep.equal({
          _tag: 'GiveUp',
          failure: invalid,
        })
      })

      it('retries the minimal answer until it is accepted', () => {
        const steps: Steps = [...bothCreated, [10, reportFailed(invalid)], [11, reportFailed(unavailable)]]
        expect(given(plan, ...steps)(11)).to.include({ _tag: 'Pause' })
        expect(given(plan, ...steps)(200)).to.have.nested.property('answer.isLastResort', true)
      })
    })
  })

  it('finishes when the answer is reported', () => {
    expect(given(plan, ...bothCreated, [3, reported])(4)).to.include({ _tag: 'Finish' })
  })

  it('decides the same command after a pause', () => {
    expect(given(plan, [1, () => ({ _tag: 'Paused', milliseconds: 1 })])(2)).to.deep.equal(given(plan)(2))
  })
})
