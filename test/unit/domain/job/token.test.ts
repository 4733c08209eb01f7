import { expect } from 'chai'
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { type DecisionContext, standalone } from '../../../../src/domain/job/context.ts'
import { maxBaselineLength } from '../../../../src/domain/job/decided-baseline.ts'
import { type Progress, type TargetProgress, untouched, untried } from '../../../../src/domain/job/progress.ts'
import { handedOverAt, readToken, resume, type Token } from '../../../../src/domain/job/token.ts'
import { handOverAgain, hasRoomForInvalidation, writeNotPlannedToken, writeToken } from '../../../../src/domain/job/write-token.ts'
import type { Plan } from '../../../../src/domain/plan/plan.ts'
import { item } from '../../../support/builders/arbitraries.ts'
import { targetNotFound, throttled, tooManyInProgress } from '../../../support/builders/failures.ts'
import { planOf } from '../../../support/builders/plans.ts'
import { finished, progressOf, stuck } from '../../../support/builders/progresses.ts'
import { runContext } from '../../../support/capabilities.ts'
import { leftOf, rightOf } from '../../../support/either.ts'

const maxTokenLength = 2_048

const at = (invocationStartedAt: number): DecisionContext => ({
  ...runContext,
  now: invocationStartedAt,
  invocationStartedAt,
  deadline: 0,
  random: 0,
})

/** A time after the start of the jobs in these tests. */
const now = Date.UTC(2026, 0, 2)

const restored = (plan: Plan, token: string): Progress => {
  const read = rightOf(readToken(token))
  if (read === undefined) throw new Error('no token')
  return rightOf(resume(plan, read, at(now)))
}

const large = planOf({
  targetIds: ['E1', 'E2', 'E3', 'E4', 'E5'],
  waitForCompletion: true,
  items: [
    ...Array.from({ length: 90_000 }, (_, index) => item(`/p/${index}`)),
    ...Array.from({ length: 10_000 }, (_, index) => item(`/w${index}/*`)),
  ],
})
const crowded = planOf({
  targetIds: Array.from({ length: 50 }, (_, index) => `E${index}`) as [string, ...string[]],
  waitForCompletion: true,
  items: Array.from({ length: 200 }, (_, index) => item(`/p/${index}`)),
})

/** The items of a plan with room for a few invalidations. */
const fourItems = ['/a', '/b', '/c', '/d'].map(item)

const invalidationId = fc
  .string({ unit: fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'), minLength: 13, maxLength: 14 })
  .map(text => `I${text.slice(1)}`)

const targetOf = (plan: Plan): fc.Arbitrary<TargetProgress> =>
  fc
    .record({
      wildcards: fc.nat({ max: plan.wildcards.length }),
      others: fc.nat({ max: plan.others.length }),
      sizeRejections: fc.nat({ max: 48 }),
      ids: fc.uniqueArray(invalidationId, { maxLength: Math.ceil(150 / plan.spec.targetIds.length) }),
      unlisted: fc.nat({ max: 20_000 }),
      open: fc.nat({ max: Math.ceil(150 / plan.spec.targetIds.length) }),
      submission: fc.constantFrom<TargetProgress['submission']>(
        untried,
        { _tag: 'TooLarge' },
        { _tag: 'Rejected', failure: targetNotFound },
        { ...untried, attempts: 3, lastFailure: tooManyInProgress },
        { ...untried, attempts: 3, lastFailure: throttled },
        { _tag: 'LookUp', lookUp: untried },
      ),
      refusals: fc.tuple(fc.nat({ max: 400 }), fc.nat({ max: 400 })),
      unknown: fc.nat({ max: 200 }),
      splitAt: fc.option(fc.nat({ max: 1_498 }), { nil: undefined }),
    })
    .map(({ wildcards, others, sizeRejections, ids: anyIds, unlisted, open, submission, refusals, unknown, splitAt }) => {
      const created = Math.min(wildcards + others, anyIds.length + unlisted)
      const unidentified = Math.min(created, unknown)
      const ids = anyIds.slice(0, created - unidentified)
      const [widened = 0, excluded = 0] = refusals.map(count => Math.min(count, Math.floor((wildcards + others) / 2)))
      const done = Math.min(splitAt ?? 0, wildcards + others)
      const pending = ids.slice(Math.max(0, ids.length - open)).map(id => ({ id, check: untried }))
      return {
        ...untouched,
        position: { wildcards, others },
        sizeRejections,
        submission,
        created,
        widened: { count: widened, places: Array.from({ length: widened }, (_, place) => place) },
        excluded: { count: excluded, places: Array.from({ length: excluded }, (_, place) => place + widened) },
        unidentified: { count: unidentified, failure: undefined },
        split: splitAt === undefined ? undefined : { size: 1_500, done, halvings: 1 },
        completed: created - unidentified - pending.length,
        pending,
        ids,
      }
    })

/** Only states that a job can reach. It submits nothing more if the token has no room for another id. */
const reachable = (plan: Plan): fc.Arbitrary<Progress> =>
  fc.array(targetOf(plan), { minLength: plan.spec.targetIds.length, maxLength: plan.spec.targetIds.length }).map(targets => {
    const settled = progressOf(
      ...targets.map(target => ({ ...target, completed: target.created - target.unidentified.count, pending: [] })),
    )
    let progress: Progress = { ...settled, baseline: 'w'.repeat(maxBaselineLength - 2) }
    for (const [index, { pending }] of targets.entries()) {
      for (const one of pending) {
        if (!hasRoomForInvalidation(plan, progress, runContext.policy)) return progress
        progress = {
          ...progress,
          targets: progress.targets.map((before, i) =>
            i === index ? { ...before, completed: before.completed - 1, pending: [...before.pending, one] } : before,
          ),
        }
      }
    }
    return progress
  })

describe('A continuation token', () => {
  for (const [name, plan] of [
    ['5 distributions with 100,000 items', large],
    ['50 distributions', crowded],
  ] as const) {
    it(`has at most 2,048 characters in every state of ${name}, and restores the progress`, () => {
      fc.assert(
        fc.property(reachable(plan), progress => {
          const token = writeToken(plan, progress, now, maxTokenLength)
          expect(token.length).to.be.at.most(maxTokenLength)
          expect(rightOf(readToken(token))?.baseline).to.equal(progress.baseline)
          const after = restored(plan, token)
          expect(after.startedAt).to.equal(progress.startedAt)
          for (const [index, target] of progress.targets.entries()) {
            const restoredTarget = after.targets[index]
            expect(restoredTarget?.position).to.deep.equal(target.position)
            expect([restoredTarget?.created, restoredTarget?.completed]).to.deep.equal([target.created, target.completed])
            expect(restoredTarget?.widened.count).to.equal(target.widened.count)
            expect(restoredTarget?.excluded.count).to.equal(target.excluded.count)
            expect(restoredTarget?.unidentified).to.deep.equal(target.unidentified)
            expect(target.widened.places).to.include.members([...(restoredTarget?.widened.places ?? [])])
            expect(target.excluded.places).to.include.members([...(restoredTarget?.excluded.places ?? [])])
            if (restoredTarget?.split !== undefined) expect(restoredTarget.split).to.deep.equal({ ...target.split, halvings: 0 })
            expect(restoredTarget?.pending.map(({ id }) => id)).to.deep.equal(target.pending.map(({ id }) => id))
            expect(target.ids).to.include.members([...(restoredTarget?.ids ?? [])])
          }
        }),
      )
    })
  }

  it('passes on what the artifact is compared with, in either form, and handed over again', () => {
    const plan = planOf()
    for (const baseline of ['no success', ['3.a', '0.b']] as const) {
      const progress = { ...progressOf(finished(plan, ['I1'])), baseline }
      for (const token of [writeToken(plan, progress, now, maxTokenLength), writeNotPlannedToken('j1', now, now, baseline)]) {
        const read = rightOf(readToken(token))
        expect(read?.baseline).to.deep.equal(baseline)
        expect(read && JSON.parse(handOverAgain(read, now, maxTokenLength)).baseline).to.deep.equal(baseline)
      }
    }
  })

  it('says when it was written', () => {
    const plan = planOf()
    expect(handedOverAt(writeToken(plan, progressOf(finished(plan, ['I1'])), now, maxTokenLength))).to.equal(now)
    expect(handedOverAt(writeNotPlannedToken('j1', now - 1_000, now))).to.equal(now)
    for (const token of [undefined, null, '', '{"v":1}', '{"v":1,"job":"j1","began":1}']) expect(handedOverAt(token)).to.equal(undefined)
  })

  it('is handed over again with the time, if there is room', () => {
    const token = rightOf(readToken(writeNotPlannedToken('j1', now - 2_000, now - 1_000, 'no success')))
    if (token === undefined) throw new Error('no token')
    const again = writeNotPlannedToken('j1', now - 2_000, now, 'no success')
    expect(handOverAgain(token, now, again.length)).to.equal(again)
    expect(JSON.parse(handOverAgain(token, now, again.length - 1))).to.deep.equal({ v: 1, job: 'j1', began: now - 2_000 })
  })

  it('omits the time and the baseline if an earlier version left no room for them', () => {
    const plan = planOf({ waitForCompletion: true })
    const progress: Progress = { ...progressOf(finished(plan, ['I1'])), baseline: 'no success' }
    const { length } = writeToken(plan, progress, now, maxTokenLength)
    expect(handedOverAt(writeToken(plan, progress, now, length))).to.equal(now)
    const older = writeToken(plan, progress, now, length - 1)
    expect(handedOverAt(older)).to.equal(undefined)
    expect(older.length).to.equal(length - ',"handedOver":1767312000000'.length - ',"baseline":"no success"'.length)
    expect(restored(plan, older).targets).to.deep.equal(restored(plan, writeToken(plan, progress, now, length)).targets)
  })

  it('has room for another invalidation exactly if its longest possible id fits', () => {
    const plan = planOf({ waitForCompletion: true, items: fourItems })
    const longest = 'I'.repeat(plan.capabilities.completion?.maxIdLength ?? 0)
    const { length } = writeToken(plan, progressOf(finished(plan, ['I1', longest])), now, maxTokenLength)
    const hasRoom = (maxLength: number) =>
      hasRoomForInvalidation(plan, progressOf(finished(plan, ['I1'])), { _tag: 'Continuable', maxTokenLength: maxLength })
    expect(hasRoom(length)).to.equal(true)
    expect(hasRoom(length - 1)).to.equal(false)
    expect(hasRoomForInvalidation(plan, progressOf(finished(plan, ['I1'])), { _tag: 'Standalone' })).to.equal(true)
  })

  it('has as much room for invalidations of targets with long ids, such as tenants', () => {
    const tokenFor = (...targetIds: readonly [string, string]): string => {
      const plan = planOf({ targetIds, waitForCompletion: true, items: fourItems })
      return writeToken(plan, progressOf(finished(plan, ['I1']), finished(plan, ['I2'])), now, maxTokenLength)
    }
    const long = tokenFor(`dt_${'a'.repeat(64)}`, `dt_${'b'.repeat(64)}`)
    expect(long).to.have.length(tokenFor('E1', 'E2').length)
    expect(long).to.not.include('dt_')
  })

  it('drops the ids that the job does not wait for, the last first, once they do not fit', () => {
    const plan = planOf({ items: fourItems })
    const progress = progressOf(finished(plan, ['I1', 'I2', 'I3']))
    const idsWithin = (maxLength: number) => restored(plan, writeToken(plan, progress, now, maxLength)).targets[0]?.ids
    const { length } = writeToken(plan, progress, now, maxTokenLength)
    expect(idsWithin(length + 1)).to.deep.equal(['I1', 'I2', 'I3'])
    expect(idsWithin(length - 5)).to.deep.equal(['I1', 'I2'])
  })

  it('keeps every id if there is room', () => {
    const plan = planOf({ targetIds: ['E1', 'E2'], items: fourItems })
    const after = restored(plan, writeToken(plan, progressOf(finished(plan, ['I1', 'I2']), finished(plan, ['I3'], 1)), now, maxTokenLength))
    expect(after.targets.map(({ ids }) => ids)).to.deep.equal([['I1', 'I2'], ['I3']])
  })

  it('has no pending invalidations if the job does not wait for completion', () => {
    const plan = planOf()
    expect(restored(plan, writeToken(plan, progressOf(finished(plan, ['I1'])), now, maxTokenLength)).targets[0]?.pending).to.deep.equal([])
  })

  it('lets the next invocation retry rejected requests immediately', () => {
    const plan = planOf()
    const after = restored(plan, writeToken(plan, progressOf(stuck({ _tag: 'Rejected', failure: targetNotFound })), now, maxTokenLength))
    expect(after.targets[0]?.submission).to.deep.equal(untried)
  })

  it('keeps refused items, invalidations without an id, and the parts of a request', () => {
    const plan = planOf({ items: [...fourItems, ...fourItems.map(one => item(`${one}/*`))] })
    const target: TargetProgress = {
      ...untouched,
      position: { wildcards: 2, others: 2 },
      created: 3,
      ids: ['I1', 'I2'],
      widened: { count: 1, places: [5] },
      excluded: { count: 1, places: [0] },
      unidentified: { count: 1, failure: targetNotFound },
      split: { size: 7, done: 4, halvings: 2 },
    }
    const token = writeToken(plan, progressOf(target), now, maxTokenLength)
    expect(JSON.parse(token)).to.deep.include({ at: ['2.2.0.3.0.1.1.1.7.4'], refused: ['5/0'] })
    const { createdBefore, ...after } = restored(plan, token).targets[0] ?? untouched
    expect(createdBefore).to.equal(3)
    expect(after).to.deep.include({
      widened: target.widened,
      excluded: target.excluded,
      unidentified: { count: 1, failure: undefined },
      split: { size: 7, done: 4, halvings: 0 },
      ids: ['I1', 'I2'],
    })
  })

  it('has none of that in it if there is nothing to keep', () => {
    const plan = planOf({ items: fourItems })
    const tokenOf = (change: Partial<TargetProgress>) =>
      JSON.parse(writeToken(plan, progressOf({ ...finished(plan, ['I1', 'I2']), ...change }), now, maxTokenLength))
    expect(tokenOf({}).at).to.deep.equal(['0.4.0.2.0'])
    expect(tokenOf({})).not.to.have.property('refused')
    expect(tokenOf({ excluded: { count: 1, places: [] } }))
      .to.deep.include({ at: ['0.4.0.2.0.0.1'] })
      .and.not.to.have.property('refused')
    expect(tokenOf({ widened: { count: 1, places: [0] } })).to.deep.include({ at: ['0.4.0.2.0.1'], refused: ['0/'] })
    expect(tokenOf({ excluded: { count: 1, places: [0] } })).to.deep.include({ at: ['0.4.0.2.0.0.1'], refused: ['/0'] })
    expect(tokenOf({ unidentified: { count: 1, failure: undefined }, ids: ['I1'] })).to.deep.include({ at: ['0.4.0.2.0.0.0.1'] })
    expect(tokenOf({ split: { size: 9, done: 0, halvings: 1 } })).to.deep.include({ at: ['0.4.0.2.0.0.0.0.9'] })
  })

  it('keeps the first five places of refused items', () => {
    const plan = planOf({ items: Array.from({ length: 20 }, (_, index) => item(`/${index}`)) })
    const places = (from: number) => ({ count: 6, places: [0, 1, 2, 3, 4, 5].map(place => place + from) })
    const token = writeToken(plan, progressOf({ ...finished(plan, []), widened: places(0), excluded: places(6) }), now, maxTokenLength)
    const [after] = restored(plan, token).targets
    expect(after?.widened).to.deep.equal({ count: 6, places: [0, 1, 2, 3, 4] })
    expect(after?.excluded).to.deep.equal({ count: 6, places: [6, 7, 8, 9, 10] })
  })

  it('keeps the places of one target even if another has none, and places of more than one digit', () => {
    const plan = planOf({ targetIds: ['E1', 'E2'], items: Array.from({ length: 90 }, (_, index) => item(`/${index}`)) })
    const places = { count: 2, places: [40, 80] }
    const progress = progressOf({ ...finished(plan, []), widened: places, excluded: places }, finished(plan, []))
    const token = writeToken(plan, progress, now, maxTokenLength)
    expect(JSON.parse(token).refused).to.deep.equal(['14.28/14.28', '/'])
    expect(restored(plan, token).targets.map(({ widened, excluded }) => [widened, excluded])).to.deep.equal([
      [places, places],
      [untouched.widened, untouched.excluded],
    ])
  })

  it('drops first the ids, then the places of refused items, then the parts of a request, if there is no room', () => {
    const plan = planOf({ items: fourItems })
    const target: TargetProgress = {
      ...finished(plan, ['I1']),
      excluded: { count: 1, places: [2] },
      split: { size: 9, done: 1, halvings: 0 },
    }
    const within = (maxLength: number) => JSON.parse(writeToken(plan, progressOf(target), now, maxLength))
    const { length } = writeToken(plan, progressOf({ ...target, ids: [] }), now, maxTokenLength)
    const refused = ',"refused":["/2"]'.length
    expect(within(length)).to.deep.include({ at: ['0.4.0.1.0.0.1.0.9.1'], ids: [[]], refused: ['/2'] })
    expect(within(length - 1))
      .to.deep.include({ at: ['0.4.0.1.0.0.1.0.9.1'] })
      .and.not.to.have.property('refused')
    expect(within(length - refused).at).to.deep.equal(['0.4.0.1.0.0.1.0.9.1'])
    expect(within(length - refused - 1))
      .to.deep.include({ at: ['0.4.0.1.0.0.1'] })
      .and.not.to.have.property('refused')
  })

  it('has room for another invalidation even if it has none for details of refused items', () => {
    const plan = planOf({ waitForCompletion: true, items: fourItems })
    const longest = 'I'.repeat(plan.capabilities.completion?.maxIdLength ?? 0)
    const excluded = { count: 1, places: [2] }
    const { length } = writeToken(
      plan,
      progressOf({ ...finished(plan, ['I1', longest]), excluded: { ...excluded, places: [] } }),
      now,
      maxTokenLength,
    )
    const progress = progressOf({ ...finished(plan, ['I1']), excluded })
    expect(hasRoomForInvalidation(plan, progress, { _tag: 'Continuable', maxTokenLength: length })).to.equal(true)
    expect(hasRoomForInvalidation(plan, progress, { _tag: 'Continuable', maxTokenLength: length - 1 })).to.equal(false)
  })

  it('keeps the ids in order of creation', () => {
    const plan = planOf({ waitForCompletion: true, items: fourItems })
    const target = {
      ...finished(plan, ['I1', 'I2', 'I3'], 1),
      pending: [
        { id: 'I1', check: untried },
        { id: 'I3', check: untried },
      ],
    }
    const [after] = restored(plan, writeToken(plan, progressOf(target), now, maxTokenLength)).targets
    expect(after?.ids).to.deep.equal(['I1', 'I2', 'I3'])
    expect(after?.pending.map(({ id }) => id)).to.deep.equal(['I1', 'I3'])
  })

  it('keeps one invalidation whose status check is denied, so that the next invocation tries it again', () => {
    const plan = planOf({ waitForCompletion: true, items: fourItems })
    const rejected = { _tag: 'Rejected', failure: targetNotFound } as const
    const pending = ['I1', 'I2', 'I3'].map(id => ({ id, check: rejected }))
    const [after] = restored(
      plan,
      writeToken(plan, progressOf({ ...finished(plan, ['I1', 'I2', 'I3']), pending }), now, maxTokenLength),
    ).targets
    expect(after?.pending).to.deep.equal([{ id: 'I1', check: untried }])
    expect(after?.ids).to.deep.equal(['I1', 'I2', 'I3'])
  })

  it('keeps an invalidation that is still due next to one whose status check is denied', () => {
    const plan = planOf({ waitForCompletion: true, items: fourItems })
    const target = {
      ...finished(plan, ['I1', 'I2']),
      pending: [
        { id: 'I1', check: untried },
        { id: 'I2', check: { _tag: 'Rejected', failure: targetNotFound } as const },
      ],
    }
    const [after] = restored(plan, writeToken(plan, progressOf(target), now, maxTokenLength)).targets
    expect(after?.pending.map(({ id }) => id)).to.deep.equal(['I1', 'I2'])
  })

  it('accepts a start time up to an hour in the future, from a machine whose clock is ahead', () => {
    const plan = planOf()
    for (const startedAt of [0, now + 1_000, now + 3_600_000]) {
      const progress = { ...progressOf(finished(plan, ['I1'])), startedAt }
      expect(restored(plan, writeToken(plan, progress, now, maxTokenLength)).startedAt).to.equal(startedAt)
    }
  })

  it('omits the last ids first, as soon as one does not fit', () => {
    const plan = planOf({ items: fourItems })
    const progress = progressOf(finished(plan, ['I1', 'I2']))
    const { length } = writeToken(plan, progress, now, maxTokenLength)
    const idsIn = (maxLength: number) => restored(plan, writeToken(plan, progress, now, maxLength)).targets[0]?.ids
    // One more character than the token has: the first id needs no comma, but is counted with one.
    expect(idsIn(length + 1)).to.deep.equal(['I1', 'I2'])
    expect(idsIn(length)).to.deep.equal(['I1'])
  })

  it('is absent from the first job', () => {
    expect(readToken(undefined)).to.deep.equal(E.right(undefined))
    expect(readToken(null)).to.deep.equal(E.right(undefined))
  })

  describe('that is invalid', () => {
    const plan = planOf()
    const good = JSON.parse(writeToken(plan, progressOf(finished(plan, ['I1'])), now, maxTokenLength))

    const garbled: ReadonlyArray<readonly [unknown, RegExp]> = [
      [7, /not a string/],
      ['', /not JSON at position 0/],
      ['{"v":1', /not JSON at position 6/],
      [JSON.stringify({ ...good, job: 7 }), /^job: expected a string, got a number$/],
      ['[]', /^Token: expected a JSON object, got an array/],
      [JSON.stringify({ ...good, v: 2 }), /^v: expected version 1/],
      [JSON.stringify({ ...good, job: '' }), /^job: is not a job id/],
      [JSON.stringify({ ...good, plan: 'x' }), /^plan: is not a digest/],
      [JSON.stringify({ ...good, plan: `x${good.plan}` }), /^plan: is not a digest/],
      [JSON.stringify({ ...good, plan: `${good.plan}x` }), /^plan: is not a digest/],
      [JSON.stringify({ ...good, began: 1.5 }), /^began: expected an instant/],
      [JSON.stringify({ ...good, began: -1 }), /^began: expected an instant/],
      [JSON.stringify({ ...good, began: 4_102_444_800_001 }), /^began: expected an instant/],
      [JSON.stringify({ ...good, began: 9e15 }), /^began: expected an instant/],
      [JSON.stringify({ ...good, began: '1' }), /^began: expected an instant/],
      [JSON.stringify({ ...good, handedOver: 9e15 }), /^handedOver: expected an instant/],
      [JSON.stringify({ ...good, at: ['0.0'] }), /^at\.0: is not a position/],
      [JSON.stringify({ ...good, at: ['-1.0.0.1.0'] }), /^at\.0: is not a position/],
      [JSON.stringify({ ...good, at: ['1.0.0.1.0.0.0.0.0.0.0'] }), /^at\.0: is not a position/],
      [JSON.stringify({ ...good, at: ['1.0.0.1.0.0.0.0.0.1000000'] }), /^at\.0: is not a position/],
      [JSON.stringify({ ...good, refused: [] }), /^refused: empty/],
      [JSON.stringify({ ...good, refused: '/' }), /^refused: expected lists of places, got a string$/],
      ...['', '1', '1.', '1./', '.1/', '/1.', '/.1', '1..2/', '/1..2', '1/2/3', 'A/', '/A', '1000000/', '/1000000', 'x1/y -'].map(
        list => [JSON.stringify({ ...good, refused: [list] }), /^refused\.0: is not a list of places/] as const,
      ),
      [JSON.stringify({ ...good, at: [] }), /^at: empty/],
      [JSON.stringify({ ...good, at: '1.0.0.1.0' }), /^at: expected positions, got a string$/],
      [JSON.stringify({ ...good, ids: [[7]] }), /^ids\.0: expected an array of ids/],
      [JSON.stringify({ ...good, ids: [[-1]] }), /^ids\.0: expected an array of ids/],
      [JSON.stringify({ ...good, ids: [['I1']] }), /^ids\.0: expected an array of ids/],
      [JSON.stringify({ ...good, ids: [['I-1']] }), /^ids\.0: expected an array of ids/],
      [JSON.stringify({ ...good, ids: 'I1' }), /^ids: expected lists of ids/],
      [JSON.stringify({ ...good, baseline: [] }), /^baseline: expected a reason or locations/],
      [JSON.stringify({ ...good, baseline: ['0.a', 1] }), /^baseline: expected a reason or locations/],
      [JSON.stringify({ ...good, baseline: {} }), /^baseline: expected a reason or locations/],
      [JSON.stringify({ ...good, more: 1 }), /^more: unknown key/],
      [JSON.stringify({}), /^v: missing.*; job: missing/],
    ]
    for (const [token, reason] of garbled) {
      it(`gives the reason: ${String(token).slice(0, 60)}`, () => {
        const failure = leftOf(readToken(token))
        expect(failure).to.include({ _tag: 'TokenInvalid' })
        expect(failure.reason).to.match(reason)
      })
    }

    const read = (change: object): Token => {
      const token = rightOf(readToken(JSON.stringify({ ...good, ...change })))
      if (token === undefined) throw new Error('no token')
      return token
    }

    it('reports that the plan changed, and what was created before', () => {
      const failure = leftOf(resume(planOf({ items: [item('/other')] }), read({ at: ['1.0.0.3.0'], ids: [['-I1', '+I2']] }), at(now)))
      expect(failure).to.deep.equal({ _tag: 'PlanChanged', created: 3, invalidationIds: ['I1', 'I2'] })
      const lacksIds = read({ at: ['1.0.0.3.0', '1.0.0.1.0'], ids: [['-I1']] })
      expect(leftOf(resume(planOf({ items: [item('/other')] }), lacksIds, at(now)))).to.deep.equal({
        _tag: 'PlanChanged',
        created: 4,
        invalidationIds: ['I1'],
      })
    })

    for (const change of [
      { at: ['0.0.0.0.0', '0.0.0.0.0'] },
      { at: ['0.0.0.0.0', '0.0.0.0.0'], ids: [[], []] },
      { at: ['2.0.0.1.0'] },
      { at: ['1.1.0.1.0'] },
      { at: ['1.0.0.1.2'] },
      { ids: [[], []] },
      { ids: [['-I1', '-I2']] },
      { at: ['1.0.0.2.0'] },
      { at: ['zzzzzz.zzzzzz.0.zzzzzz.0'] },
      { at: ['1.0.1d.1.0'] },
      { at: ['1.0.0.0.0.2'], ids: [[]] },
      { at: ['1.0.0.0.0.0.2'], ids: [[]] },
      { at: ['1.0.0.0.0.1.1'], ids: [[]] },
      { at: ['1.0.0.1.0.0.0.1'] },
      { at: ['1.0.0.1.1.0.0.1'], ids: [[]] },
      { at: ['1.0.0.1.0.0.0.2'], ids: [[]] },
      { at: ['1.0.0.1.0.0.0.0.1.1'] },
      { at: ['0.0.0.0.0.0.0.0.2.1'], ids: [[]] },
      { at: ['1.0.0.1.0.1'], refused: ['1/'] },
      { at: ['1.0.0.1.0.0.1'], refused: ['/1'] },
      { refused: ['0/'] },
      { refused: ['/0'] },
      { began: now + 3_600_001 },
      { began: 4_102_444_800_000 },
    ]) {
      it(`is rejected if it does not fit the plan: ${JSON.stringify(change)}`, () => {
        expect(leftOf(resume(plan, read(change), at(now)))).to.deep.equal({ _tag: 'TokenInvalid', reason: 'it does not match the plan' })
      })
    }

    it('is accepted with the most size rejections, and from a clock that is an hour ahead', () => {
      expect(rightOf(resume(plan, read({ at: ['1.0.1c.1.0'], began: now + 3_600_000 }), at(now)))).to.include({
        startedAt: now + 3_600_000,
      })
    })

    it('is rejected if one of several targets does not fit the plan', () => {
      const two = planOf({ targetIds: ['E1', 'E2'] })
      const token = JSON.parse(writeToken(two, progressOf(finished(two, ['I1']), finished(two, ['I2'])), now, maxTokenLength))
      const beyondTheEnd = rightOf(readToken(JSON.stringify({ ...token, at: ['1.0.0.1.0', '2.0.0.1.0'] })))
      expect(beyondTheEnd && leftOf(resume(two, beyondTheEnd, at(now)))).to.include({ _tag: 'TokenInvalid' })
    })

    it('is rejected for a job that waits if it has more pending invalidations than unfinished ones', () => {
      const waiting = planOf({ waitForCompletion: true, items: fourItems })
      const token = JSON.parse(writeToken(waiting, progressOf(finished(waiting, ['I1', 'I2'])), now, maxTokenLength))
      const resumed = (numbers: string) => {
        const oneUnfinished = rightOf(readToken(JSON.stringify({ ...token, at: [numbers], ids: [['+I1', '+I2']] })))
        return oneUnfinished && resume(waiting, oneUnfinished, at(now))
      }
      expect(resumed('0.4.0.2.0')).to.have.property('_tag', 'Right')
      expect(resumed('0.4.0.2.1')).to.have.property('_tag', 'Left')
    })

    it('is rejected for a job that waits if it has no pending invalidations', () => {
      const waiting = planOf({ waitForCompletion: true })
      const token = JSON.parse(writeToken(waiting, progressOf(finished(waiting, ['I1'])), now, maxTokenLength))
      const withoutPending = rightOf(readToken(JSON.stringify({ ...token, ids: [['-I1']] })))
      expect(withoutPending && leftOf(resume(waiting, withoutPending, at(now)))).to.include({ _tag: 'TokenInvalid' })
    })

    it('is read without an exception, whatever the value', () => {
      fc.assert(fc.property(fc.anything(), token => readToken(token)._tag.length > 0))
      fc.assert(fc.property(fc.json(), token => readToken(token)._tag.length > 0))
    })
  })
})

describe('hasRoomForInvalidation', () => {
  const plan = planOf({ waitForCompletion: true })
  const progress = progressOf(finished(plan, ['I1']))
  const { length } = writeToken(plan, progress, now, maxTokenLength)
  const fits = (of: Plan, maxLength: number) => hasRoomForInvalidation(of, progress, { _tag: 'Continuable', maxTokenLength: maxLength })

  it('reserves the longest id with its quotes, mark and comma', () => {
    expect(fits(plan, length + 40)).to.equal(true)
    expect(fits(plan, length + 39)).to.equal(false)
  })

  it('reserves only the overhead if the CDN does not report completion', () => {
    const unreported = { ...plan, capabilities: { ...plan.capabilities, completion: undefined } }
    expect(fits(unreported, length + 4)).to.equal(true)
    expect(fits(unreported, length + 3)).to.equal(false)
  })

  it('is true for a standalone run, which writes no token', () => {
    expect(hasRoomForInvalidation(plan, progress, standalone)).to.equal(true)
  })
})
