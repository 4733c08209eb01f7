import { expect } from 'chai'
import type { DecisionContext } from '../../../../src/domain/job/context.ts'
import { evolveProgress } from '../../../../src/domain/job/evolve-progress.ts'
import { type TargetProgress, untouched } from '../../../../src/domain/job/progress.ts'
import { nextRequest, startPosition } from '../../../../src/domain/plan/next-request.ts'
import { targetNotFound, throttled } from '../../../support/builders/failures.ts'
import { planOf } from '../../../support/builders/plans.ts'
import { finished, progressOf } from '../../../support/builders/progresses.ts'
import { runContext } from '../../../support/capabilities.ts'

const context: DecisionContext = { ...runContext, now: 1_000, invocationStartedAt: 0, deadline: 60_000, random: 0.5 }
const rejected = { _tag: 'Rejected', failure: targetNotFound } as const

describe('evolveProgress', () => {
  it('counts the checks of an invalidation from the start if an earlier one was rejected', () => {
    const plan = planOf({ waitForCompletion: true })
    const target: TargetProgress = { ...finished(plan, ['I1']), pending: [{ id: 'I1', check: rejected }] }
    const request = { targetId: 'E1', invalidationId: 'I1', credentials: undefined }
    const after = evolveProgress(plan, progressOf(target), { _tag: 'StatusChecked', target: 0, request, status: 'InProgress' }, context)
    expect(after.targets[0]?.pending).to.deep.equal([
      { id: 'I1', check: { _tag: 'Due', attempts: 1, triedAt: 1_000, notBefore: 4_000, lastFailure: undefined } },
    ])
  })

  it('counts the attempts of a request from the start if an earlier one was rejected', () => {
    const request = nextRequest(planOf(), 'E1', startPosition, { halvings: 0 })
    if (request === undefined) throw new Error('Expected a request.')
    const event = { _tag: 'InvalidationFailed', target: 0, request, failure: throttled } as const
    const after = evolveProgress(planOf(), progressOf({ ...untouched, submission: rejected }), event, context)
    expect(after.targets[0]?.submission).to.deep.equal({
      _tag: 'Due',
      attempts: 1,
      triedAt: 1_000,
      notBefore: 1_050,
      lastFailure: throttled,
    })
  })
})
