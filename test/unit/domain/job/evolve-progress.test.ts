import { expect } from 'chai'
import type { CdnFailure } from '../../../../src/domain/cdn/cdn-failure.ts'
import type { Item } from '../../../../src/domain/items/item.ts'
import type { DecisionContext } from '../../../../src/domain/job/context.ts'
import { evolveProgress } from '../../../../src/domain/job/evolve-progress.ts'
import { type TargetProgress, untouched, untried } from '../../../../src/domain/job/progress.ts'
import { nextRequest, startPosition } from '../../../../src/domain/plan/next-request.ts'
import { item } from '../../../support/builders/arbitraries.ts'
import { targetNotFound, throttled, tooManyInProgress } from '../../../support/builders/failures.ts'
import { planOf } from '../../../support/builders/plans.ts'
import { finished, progressOf } from '../../../support/builders/progresses.ts'
import { runContext } from '../../../support/capabilities.ts'

const context: DecisionContext = { ...runContext, now: 1_000, invocationStartedAt: 0, deadline: 60_000, random: 0.5 }
const rejected = { _tag: 'Rejected', failure: targetNotFound } as const

describe('evolveProgress', () => {
  const plan = planOf({ waitForCompletion: true, items: [item('/a')], timeoutMinutes: 1 })
  const request = nextRequest(plan, 'E1', startPosition, { halvings: 0 })
  if (request === undefined) throw new Error('Expected a request.')
  const searching: TargetProgress = { ...untouched, submission: { _tag: 'LookUp', lookUp: { ...untried, attempts: 2 } } }
  const searchFailed = { _tag: 'LookUpFailed', target: 0, request, failure: throttled } as const
  const startingAt = (startedAt: number, target: TargetProgress) => ({ ...progressOf(target), startedAt })

  it('retries a search later, until the job times out', () => {
    const retried = evolveProgress(plan, startingAt(1_000 - 59_999, searching), searchFailed, context).targets[0]
    expect(retried?.submission).to.deep.equal({
      _tag: 'LookUp',
      lookUp: { _tag: 'Due', attempts: 3, triedAt: 1_000, notBefore: 1_200, lastFailure: throttled },
    })
    expect(retried?.position).to.deep.equal(startPosition)
    const late = evolveProgress(plan, startingAt(1_000 - 60_000, searching), searchFailed, context).targets[0]
    expect(late).to.deep.include({ created: 1, unidentified: { count: 1, failure: throttled }, submission: untried, pending: [], ids: [] })
    expect(late?.position).to.deep.equal({ wildcards: 0, others: 1 })
  })

  it('retries a search that was not authenticated once', () => {
    const failure = { _tag: 'InvalidationUnauthenticated', code: 'ExpiredToken' } as const
    const failed = { ...searchFailed, failure }
    const once = evolveProgress(plan, startingAt(1_000, searching), failed, context).targets[0]
    expect(once?.submission).to.have.nested.property('lookUp.attempts', 3)
    if (once === undefined) throw new Error('Expected a target.')
    const twice = evolveProgress(plan, startingAt(1_000, once), failed, context).targets[0]
    expect(twice).to.deep.include({ submission: untried, unidentified: { count: 1, failure } })
  })

  it('counts the attempts of a search from the start if none was due', () => {
    const after = evolveProgress(plan, startingAt(1_000, untouched), searchFailed, context).targets[0]
    expect(after?.submission).to.have.nested.property('lookUp.attempts', 1)
  })

  it('waits for an invalidation that was found, unless it is complete', () => {
    const found = (status: 'InProgress' | 'Completed') => {
      const event = { _tag: 'LookedUp', target: 0, request, invalidation: { id: 'I7', status } } as const
      return evolveProgress(plan, startingAt(1_000, searching), event, context).targets[0]
    }
    expect(found('InProgress')).to.deep.include({ created: 1, completed: 0, ids: ['I7'], submission: untried })
    expect(found('InProgress')?.pending.map(({ id }) => id)).to.deep.equal(['I7'])
    expect(found('Completed')).to.deep.include({ created: 1, completed: 1, ids: ['I7'], pending: [] })
  })

  it('counts invalidations without an id, with the failure of the last search', () => {
    const before = { ...searching, created: 4, unidentified: { count: 2, failure: throttled } }
    const event = { _tag: 'LookedUp', target: 0, request, invalidation: undefined } as const
    expect(evolveProgress(plan, startingAt(1_000, before), event, context).targets[0]).to.deep.include({
      created: 5,
      unidentified: { count: 3, failure: undefined },
    })
  })

  it('is not changed by a request if there is no plan', () => {
    const progress = progressOf(searching)
    for (const event of [
      searchFailed,
      { _tag: 'LookedUp', target: 0, request, invalidation: undefined },
      { _tag: 'InvalidationFailed', target: 0, request, failure: throttled },
      { _tag: 'InvalidationCreated', target: 0, request, invalidation: { id: 'I1', status: 'InProgress' } },
    ] as const) {
      expect(evolveProgress(undefined, progress, event, context)).to.equal(progress)
    }
  })

  describe('after a request with refused items', () => {
    const refused = planOf({ items: [item("/a'"), item('/b')] })
    const detail = 'bad'
    const evolved = (target: TargetProgress, items: readonly [Item, ...Item[]], failure: CdnFailure) =>
      evolveProgress(
        refused,
        progressOf(target),
        { _tag: 'InvalidationFailed', target: 0, request: { ...request, items }, failure },
        context,
      ).targets[0]
    const retried: TargetProgress = { ...untouched, submission: { ...untried, attempts: 3, lastFailure: throttled } }

    it('sends the first half, without a pause', () => {
      const after = evolved(retried, [item("/a'"), item('/b')], { _tag: 'ItemsRejected', detail })
      expect(after).to.deep.include({ submission: untried, split: { size: 2, done: 0, halvings: 1 }, position: startPosition })
    })

    it('sends the wildcard of a single item, without a pause', () => {
      const after = evolved(retried, [item("/a'")], { _tag: 'ItemsRejected', detail })
      expect(after).to.deep.include({ submission: untried, widening: { item: "/a'", to: '/a*' }, position: startPosition })
    })

    it('gives up at a thousand items, widened or excluded', () => {
      const many = (widened: number, excluded: number): TargetProgress => ({
        ...retried,
        widened: { count: widened, places: [] },
        excluded: { count: excluded, places: [] },
      })
      const rejectedWith = (target: TargetProgress) => evolved(target, [item("/a'")], { _tag: 'ItemsRejected', detail })?.submission._tag
      expect(rejectedWith(many(400, 600))).to.equal('Rejected')
      expect(rejectedWith(many(400, 599))).to.equal('Due')
    })

    it('changes the size of requests only in a standalone run', () => {
      const fourth: TargetProgress = { ...untouched, submission: { ...untried, attempts: 3, lastFailure: throttled } }
      const both: readonly [Item, Item] = [item("/a'"), item('/b')]
      for (const failure of [tooManyInProgress, throttled]) {
        expect(evolved(fourth, both, failure)).to.have.property('adaptive', undefined)
        expect(evolved({ ...fourth, adaptive: { maxItems: 9 } }, both, failure)?.adaptive).to.deep.equal({ maxItems: 1 })
      }
      expect(evolved({ ...untouched, adaptive: { maxItems: 9 } }, both, throttled)?.adaptive).to.deep.equal({ maxItems: 9 })
      expect(evolved({ ...untouched, adaptive: { maxItems: 9 } }, both, tooManyInProgress)?.adaptive).to.deep.equal({ maxItems: 1 })
    })

    const other: ReadonlyArray<readonly [CdnFailure, 'Due' | 'Rejected']> = [
      [targetNotFound, 'Rejected'],
      [{ _tag: 'InvalidationNotFound' }, 'Due'],
      [{ _tag: 'InvalidationDenied', permission: 'p', resource: 'r', hint: 'h' }, 'Rejected'],
      [{ _tag: 'InvalidationUnauthenticated', code: 'ExpiredToken' }, 'Due'],
      [{ _tag: 'CredentialsDenied', permission: 'p', resource: 'r', hint: 'h' }, 'Rejected'],
      [{ _tag: 'CredentialsUnavailable', reason: 'r' }, 'Due'],
      [{ _tag: 'CdnUnavailable', code: '503' }, 'Due'],
      [{ _tag: 'NoAnswer', reason: 'r' }, 'Due'],
      [{ _tag: 'RequestRejected', code: 'c', hint: 'h' }, 'Rejected'],
    ]
    for (const [failure, submission] of other) {
      it(`keeps the size of a request after ${failure._tag}, and ${submission === 'Due' ? 'tries it again' : 'gives it up'}`, () => {
        const after = evolved({ ...untouched, adaptive: { maxItems: 9 } }, [item("/a'"), item('/b')], failure)
        expect(after).to.deep.include({ adaptive: { maxItems: 9 }, split: undefined, position: startPosition })
        expect(after?.submission._tag).to.equal(submission)
      })
    }
  })

  it('counts a wildcard that stands for several items as one invalidation', () => {
    const refused = planOf({ items: [item("/a'"), item("/a'b")] })
    const to = item('/a*')
    const before: TargetProgress = {
      ...untouched,
      position: { wildcards: 0, others: 1 },
      created: 1,
      ids: ['I1'],
      widened: { count: 1, places: [] },
      widening: { item: item("/a'b"), to },
    }
    const event = {
      _tag: 'InvalidationCreated',
      target: 0,
      request: { ...request, items: [to] },
      invalidation: { id: 'I1', status: 'InProgress' },
    } as const
    const evolved = (target: TargetProgress) => evolveProgress(refused, progressOf(target), event, context).targets[0]
    expect(evolved(before)).to.deep.include({
      position: { wildcards: 0, others: 2 },
      created: 1,
      ids: ['I1'],
      pending: [],
      widened: { count: 2, places: [1] },
      widening: undefined,
    })
    expect(evolved({ ...before, ids: ['I0'] })).to.deep.include({ created: 2, ids: ['I0', 'I1'] })
    expect(evolved({ ...before, widening: undefined })).to.deep.include({
      created: 2,
      ids: ['I1', 'I1'],
      widened: { count: 1, places: [] },
    })
  })

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

  it('sends a request no earlier than the CDN asks', () => {
    const request = nextRequest(planOf(), 'E1', startPosition, { halvings: 0 })
    if (request === undefined) throw new Error('Expected a request.')
    const failure: CdnFailure = { _tag: 'Throttled', code: '429', retryAfterSeconds: 12 }
    const event = { _tag: 'InvalidationFailed', target: 0, request, failure } as const
    const after = evolveProgress(planOf(), progressOf(untouched), event, context)
    expect(after.targets[0]?.submission).to.deep.include({ attempts: 1, notBefore: 13_000 })
  })
})
