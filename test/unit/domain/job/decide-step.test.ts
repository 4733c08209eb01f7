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
import { item } from '../../../support/arbitraries.ts'
import { runContext } from '../../../support/cdn.ts'
import { planOf } from '../../../support/plans.ts'
import { startOf } from '../../../support/progresses.ts'

const deadline = 60_000
const at = (now: number, invocationStartedAt = 0): DecisionContext => ({ ...runContext, now, invocationStartedAt, deadline, random: 0.5 })

/** What comes of the step that is decided on at a time. */
type Answering = (action: Command) => StepResult

/** What happens after a command of one kind; any other command fails the test. */
const on =
  <K extends StepCommand['_tag']>(tag: K, result: (command: Extract<StepCommand, { _tag: K }>) => StepResult): Answering =>
  command => {
    if (command._tag !== tag) throw new Error(`expected ${tag}, got ${command._tag}`)
    return result(command as Extract<StepCommand, { _tag: K }>)
  }

const created = (id: string, status: Invalidation['status'] = 'InProgress'): Answering =>
  on('Submit', ({ target, request }) => ({ _tag: 'InvalidationCreated', target, request, invalidation: { id, status } }))

const notCreated = (failure: CdnFailure): Answering =>
  on('Submit', ({ target, request }) => ({ _tag: 'InvalidationFailed', target, request, failure }))

const checked = (status: Invalidation['status']): Answering =>
  on('CheckStatus', ({ target, request }) => ({ _tag: 'StatusChecked', target, request, status }))

const notChecked = (failure: CdnFailure): Answering =>
  on('CheckStatus', ({ target, request }) => ({ _tag: 'StatusCheckFailed', target, request, failure }))

const reported: Answering = on('Report', ({ answer }) => ({ _tag: 'Reported', answer }))

const notReported = (failure: ReportFailure): Answering => on('Report', ({ answer }) => ({ _tag: 'ReportFailed', answer, failure }))

type Story = ReadonlyArray<readonly [number, Answering]>

const progressAfter = (
  plan: Plan,
  story: Story,
  from: Progress,
  invocation: { invocationStartedAt: number; deadline: number } = { invocationStartedAt: 0, deadline },
): Progress =>
  story.reduce((progress, [now, answering]) => {
    const context = { ...at(now), ...invocation }
    return evolveProgress(progress, answering(decideStep(E.right(plan), progress, context)), context)
  }, from)

/** Tells a story from the beginning of a job, then asks what to do next. */
const given =
  (plan: Plan, ...story: Story) =>
  (now: number): Command =>
    decideStep(E.right(plan), progressAfter(plan, story, startOf(plan.spec.targetIds.length, 0)), at(now))

const throttled: CdnFailure = { _tag: 'Throttled', code: 'Throttling' }
const tooMany: CdnFailure = { _tag: 'TooManyInProgress', code: 'TooMany' }
const gone: CdnFailure = { _tag: 'TargetNotFound', where: 'in account 111111111111', hint: 'Check it.' }
const unavailable: ReportFailure = { _tag: 'ReporterUnavailable', reason: '503' }

const sixteen = Array.from({ length: 16 }, (_, index) => item(`/${index}/*`))

describe('decide', () => {
  const plan = planOf({ targetIds: ['E1', 'E2'] })
  const both: Story = [
    [1, created('I1')],
    [2, created('I2')],
  ]

  it('submits the requests one after another', () => {
    expect(given(plan)(0)).to.include({ _tag: 'Submit', target: 0, within: 10_000 })
    expect(given(plan, [1, created('I1')])(2)).to.include({ _tag: 'Submit', target: 1 })
  })

  it('reports when all are created, and looks at none of them', () => {
    const action = given(plan, ...both)(3)
    expect(action).to.include({ _tag: 'Report', within: 5_000 })
    expect(action).to.have.nested.property('answer._tag', 'Success')
  })

  it('goes on with another distribution while one has to wait', () => {
    expect(given(plan, [0, notCreated(throttled)])(1)).to.include({ _tag: 'Submit', target: 1 })
  })

  it('pauses while all have to wait, no longer than until the first may be tried again', () => {
    expect(given(plan, [0, notCreated(throttled)], [10, notCreated(throttled)])(20)).to.deep.equal({ _tag: 'Pause', milliseconds: 30 })
  })

  it('tries again after the pause', () => {
    expect(given(plan, [0, notCreated(throttled)], [10, created('I2')])(50)).to.include({ _tag: 'Submit', target: 0 })
  })

  it('submits no other request of a distribution while one is refused', () => {
    const many = planOf({ items: sixteen })
    const first = given(many)(0)
    const again = given(many, [0, notCreated(throttled)])(50)
    expect(again).to.have.deep.nested.property('request', first._tag === 'Submit' ? first.request : undefined)
  })

  it('brings the other distributions to an end before it reports that one is refused', () => {
    expect(given(plan, [0, notCreated(gone)])(1)).to.include({ _tag: 'Submit', target: 1 })
    const action = given(plan, [0, notCreated(gone)], [1, created('I2')])(2)
    expect(action).to.have.nested.property('answer.kind', 'configuration')
    expect(action).to.have.deep.nested.property('answer.invalidationIds', ['I2'])
  })

  it('asks a distribution that refused one request for nothing more', () => {
    expect(given(planOf({ items: sixteen }), [0, notCreated(gone)])(1)).to.include({ _tag: 'Report' })
  })

  it('takes another reference at once when one is taken, but not for ever', () => {
    const single = planOf()
    const taken: Story[number] = [0, notCreated({ _tag: 'ReferenceTaken' })]
    const references = [0, 1, 2, 3].map(count => {
      const action = given(single, ...Array(count).fill(taken))(0)
      return action._tag === 'Submit' ? action.request.reference : ''
    })
    expect(new Set(references)).to.have.property('size', 4)
    expect(given(single, taken, taken, taken, taken)(1)).to.have.nested.property('answer.kind', 'failed')
  })

  it('begins the next request with the reference that is its own', () => {
    const many = planOf({ items: sixteen })
    const action = given(many, [0, notCreated({ _tag: 'ReferenceTaken' })], [0, created('I1')])(1)
    expect(action)
      .to.have.nested.property('request.reference')
      .that.matches(/-[0-9a-f]{32}$/)
  })

  it('gives a call less time when little is left, and keeps enough for the answer', () => {
    expect(given(plan)(deadline - 2_000)).to.include({ _tag: 'Submit', within: 500 })
    expect(given(plan)(deadline - 1_700)).to.include({ _tag: 'Submit', within: 200 })
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
    const issues = [{ at: 'items', problem: 'missing' }]
    const action = decideStep(E.left({ _tag: 'ParametersInvalid', issues }), startOf(0, 0), at(0))
    expect(action).to.have.nested.property('answer.kind', 'configuration')
  })

  describe('when it hands over', () => {
    const continues = (action: Command) => {
      expect(action).to.include({ _tag: 'Report' })
      expect(action).to.have.nested.property('answer._tag', 'Continuation')
    }

    it('does so when there is no time for a call', () => {
      continues(given(plan)(deadline - 1_699))
    })

    it('does so when there is no time for the pause before the next attempt', () => {
      const late = deadline - 1_740
      continues(given(plan, [late, notCreated(throttled)], [late, notCreated(throttled)])(late))
    })

    it('does so when it has paused for long enough', () => {
      expect(given(planOf(), [29_950, notCreated(throttled)])(29_950)).to.deep.equal({ _tag: 'Pause', milliseconds: 50 })
      continues(given(planOf(), [29_951, notCreated(throttled)])(29_951))
    })

    it('goes on submitting for as long as nothing has to wait', () => {
      expect(given(planOf({ items: sixteen }), [40_000, created('I1')])(40_001)).to.include({ _tag: 'Submit' })
    })

    it('leaves a request that is too large to the next invocation, behind everything else', () => {
      const many = planOf({ targetIds: ['E1', 'E2'], items: sixteen })
      expect(given(many, [0, notCreated({ _tag: 'RequestTooLarge' })])(1)).to.include({ _tag: 'Submit', target: 1 })
      continues(given(many, [0, notCreated({ _tag: 'RequestTooLarge' })], [1, created('I1')], [2, created('I2')])(3))
    })

    it('does not wait for others before it halves a request', () => {
      const many = planOf({ targetIds: ['E1', 'E2'], items: sixteen })
      continues(given(many, [0, notCreated({ _tag: 'RequestTooLarge' })], [1, notCreated(throttled)])(2))
      const waiting = planOf({ targetIds: ['E1', 'E2'], items: [item('/a'), item('/b')], waitForCompletion: true })
      continues(given(waiting, [0, notCreated({ _tag: 'RequestTooLarge' })], [1, created('I2')])(2))
    })

    it('does not hand over a single item that is too large', () => {
      expect(given(planOf(), [0, notCreated({ _tag: 'RequestTooLarge' })])(1)).to.have.nested.property('answer.kind', 'failed')
    })
  })

  describe('when its own timeout is over', () => {
    const minute = 60_000
    const late = planOf({ timeoutMinutes: 1 })
    const later = { ...runContext, now: minute + 5, invocationStartedAt: minute, deadline: 2 * minute, random: 0.5 }
    const soon = { ...later, deadline: minute + 500 }

    it('tries once more before it gives up', () => {
      const before = startOf(1, 0)
      const action = decideStep(E.right(late), before, later)
      expect(action).to.include({ _tag: 'Submit' })
      const after = evolveProgress(before, notCreated(tooMany)(action), later)
      expect(decideStep(E.right(late), after, later)).to.have.nested.property('answer.kind', 'unavailable')
    })

    it('tries once more in the same invocation, though it tried before', () => {
      const story: Story = [[minute - 50, notCreated(throttled)]]
      const progress = progressAfter(late, story, startOf(1, 0), { invocationStartedAt: 40_000, deadline: 2 * minute })
      const then = { ...runContext, now: minute, invocationStartedAt: 40_000, deadline: 2 * minute, random: 0.5 }
      expect(decideStep(E.right(late), progress, then)).to.include({ _tag: 'Submit' })
      const after = evolveProgress(progress, notCreated(throttled)(decideStep(E.right(late), progress, then)), then)
      expect(decideStep(E.right(late), after, then)).to.have.nested.property('answer.kind', 'unavailable')
    })

    it('looks once more, though the next look would be due later', () => {
      const waiting = planOf({ waitForCompletion: true, onWaitTimeout: 'fail', timeoutMinutes: 1 })
      const story: Story = [
        [50_000, created('I1')],
        [52_000, checked('InProgress')],
        [58_000, checked('InProgress')],
      ]
      const invocation = { invocationStartedAt: 45_000, deadline: 2 * minute }
      const progress = progressAfter(waiting, story, startOf(1, 0), invocation)
      const then = { ...runContext, ...invocation, now: minute, random: 0.5 }
      expect(decideStep(E.right(waiting), progress, then)).to.include({ _tag: 'CheckStatus' })
      const after = evolveProgress(progress, checked('Completed')(decideStep(E.right(waiting), progress, then)), then)
      expect(decideStep(E.right(waiting), after, then)).to.have.nested.property('answer.status', 'Completed')
    })

    it('gives up at once where there is no time even for that', () => {
      expect(decideStep(E.right(late), startOf(1, 0), soon)).to.have.nested.property('answer.kind', 'unavailable')
    })

    it('does not pause beyond it', () => {
      const progress = evolveProgress(startOf(1, 0), notCreated(throttled)(given(late)(0)), at(minute - 20))
      expect(decideStep(E.right(late), progress, { ...later, now: minute - 20 })).to.deep.equal({ _tag: 'Pause', milliseconds: 20 })
    })

    it('does not leave to a later invocation what is too large', () => {
      const many = planOf({ timeoutMinutes: 1, items: sixteen })
      const before = startOf(1, 0)
      const after = evolveProgress(before, notCreated({ _tag: 'RequestTooLarge' })(decideStep(E.right(many), before, later)), later)
      expect(decideStep(E.right(many), after, later)).to.have.nested.property('answer.kind', 'unavailable')
    })
  })

  describe('when it waits for completion', () => {
    const waiting = planOf({ targetIds: ['E1', 'E2'], waitForCompletion: true })

    it('submits everything before it looks at anything', () => {
      expect(given(waiting, [1, created('I1')])(2_500)).to.include({ _tag: 'Submit', target: 1 })
    })

    it('looks for the first time after about two seconds', () => {
      expect(given(waiting, ...both)(3)).to.deep.equal({ _tag: 'Pause', milliseconds: 1_998 })
      const action = given(waiting, ...both)(2_001)
      expect(action).to.include({ _tag: 'CheckStatus', target: 0, within: 10_000 })
      expect(action).to.have.deep.nested.property('request', {
        targetId: 'E1',
        invalidationId: 'I1',
        credentials: undefined,
      })
    })

    it('looks less and less often', () => {
      const single = planOf({ waitForCompletion: true })
      const story: Story = [
        [0, created('I1')],
        [2_000, checked('InProgress')],
        [5_000, checked('InProgress')],
      ]
      expect(given(single, ...story)(5_000)).to.deep.equal({ _tag: 'Pause', milliseconds: 4_500 })
    })

    it('does not look again at what is complete', () => {
      expect(given(waiting, ...both, [2_001, checked('Completed')])(2_002)).to.include({ _tag: 'CheckStatus', target: 1 })
    })

    it('reports when all is complete', () => {
      const action = given(waiting, ...both, [2_001, checked('Completed')], [2_002, checked('Completed')])(2_003)
      expect(action).to.have.nested.property('answer.status', 'Completed')
    })

    it('looks at nothing that was complete when it was created', () => {
      const action = given(waiting, [1, created('I1', 'Completed')], [2, created('I2', 'Completed')])(3)
      expect(action).to.have.nested.property('answer.status', 'Completed')
    })

    it('looks again later when the CDN is busy', () => {
      const single = planOf({ waitForCompletion: true })
      expect(given(single, [0, created('I1')], [2_000, notChecked(throttled)])(2_000)).to.deep.equal({ _tag: 'Pause', milliseconds: 3_000 })
    })

    it('reports why it may not look, when the others are brought to their end', () => {
      const denied: CdnFailure = { _tag: 'InvalidationDenied', permission: 'cloudfront:GetInvalidation', resource: 'r', hint: 'Allow it.' }
      const story: Story = [...both, [2_001, notChecked(denied)]]
      expect(given(waiting, ...story)(2_002)).to.include({ _tag: 'CheckStatus', target: 1 })
      const action = given(waiting, ...story, [2_002, checked('Completed')])(2_003)
      expect(action).to.have.nested.property('answer.kind', 'permission')
      expect(action).to.have.deep.nested.property('answer.invalidationIds', ['I1', 'I2'])
    })

    it('hands over when it has paused for long enough', () => {
      const single = planOf({ waitForCompletion: true })
      const story: Story = [0, 2_000, 5_000, 9_500, 16_250, 26_250].map(
        (now, index) => [now, index === 0 ? created('I1') : checked('InProgress')] as const,
      )
      expect(given(single, ...story)(26_250)).to.have.nested.property('answer._tag', 'Continuation')
    })

    it('is done waiting when its timeout is over, as it was told to be', () => {
      for (const [onWaitTimeout, expected] of [
        ['succeed', 'Success'],
        ['fail', 'Failure'],
      ] as const) {
        const short = planOf({ waitForCompletion: true, onWaitTimeout, timeoutMinutes: 1 })
        const progress = progressAfter(short, [[0, created('I1')]], startOf(1, 0))
        const late = { ...runContext, now: 60_000, invocationStartedAt: 40_000, deadline: 100_000, random: 0.5 }
        const looked = evolveProgress(progress, checked('InProgress')(decideStep(E.right(short), progress, late)), late)
        expect(decideStep(E.right(short), looked, late)).to.have.nested.property('answer._tag', expected)
      }
    })
  })

  describe('when the answer was not taken', () => {
    it('pauses, and reports the same answer again', () => {
      expect(given(plan, ...both, [10, notReported(unavailable)])(20)).to.deep.equal({ _tag: 'Pause', milliseconds: 40 })
      expect(given(plan, ...both, [10, notReported(unavailable)])(60)).to.have.nested.property('answer._tag', 'Success')
    })

    it('does nothing else, since the answer may have arrived', () => {
      const late = deadline - 1_600
      const action = given(plan, [late, notReported(unavailable)])(late + 60)
      expect(action).to.have.nested.property('answer._tag', 'Continuation')
    })

    it('gives up when no time is left for another attempt', () => {
      expect(given(plan, ...both, [10, notReported(unavailable)])(deadline - 299)).to.deep.equal({ _tag: 'GiveUp', failure: unavailable })
      expect(given(plan, ...both, [10, notReported(unavailable)])(deadline - 300)).to.include({ _tag: 'Report' })
    })

    it('pauses longer after each attempt', () => {
      const story: Story = [...both, [10, notReported(unavailable)], [60, notReported(unavailable)]]
      expect(given(plan, ...story)(60)).to.deep.equal({ _tag: 'Pause', milliseconds: 100 })
    })

    it('is done when the job is settled already', () => {
      expect(given(plan, ...both, [10, notReported({ _tag: 'JobAlreadySettled' })])(20)).to.include({ _tag: 'Finish' })
    })

    const hopeless: ReadonlyArray<ReportFailure> = [
      { _tag: 'JobUnknown' },
      { _tag: 'ReportDenied', permission: 'ci:Report' },
      { _tag: 'ReportInvalid', code: 'ValidationException' },
    ]
    for (const failure of hopeless) {
      it(`gives up at once after ${failure._tag}`, () => {
        expect(given(plan, ...both, [10, notReported(failure)])(20)).to.deep.equal({ _tag: 'GiveUp', failure })
      })
    }
  })

  it('is done when the answer was taken', () => {
    expect(given(plan, ...both, [3, reported])(4)).to.include({ _tag: 'Finish' })
  })

  it('is not moved by a pause', () => {
    expect(given(plan, [1, () => ({ _tag: 'Paused', milliseconds: 1 })])(2)).to.deep.equal(given(plan)(2))
  })
})
