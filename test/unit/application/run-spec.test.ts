import { expect } from 'chai'
import fc from 'fast-check'
import { runSpec } from '../../../src/application/run-spec.ts'
import type { CdnFailure } from '../../../src/domain/cdn/cdn-failure.ts'
import type { InvalidationRequest } from '../../../src/domain/cdn/invalidation.ts'
import type { Item } from '../../../src/domain/items/item.ts'
import type { Answer } from '../../../src/domain/job/answer.ts'
import type { ChangeSet } from '../../../src/domain/plan/change-set.ts'
import { item } from '../../support/builders/arbitraries.ts'
import { throttled, tooManyInProgress } from '../../support/builders/failures.ts'
import { firstJobId, jobSpec } from '../../support/builders/plans.ts'
import { rightOf } from '../../support/either.ts'
import { type World, world } from '../../support/worlds/world.ts'

const files = (count: number): ReadonlyArray<Item> =>
  Array.from({ length: count }, (_, index) => item(`/${String(index).padStart(5, '0')}`))

const itemsRejected: CdnFailure = { _tag: 'ItemsRejected', detail: 'Your request contains one or more invalid invalidation paths.' }

const rejecting =
  (bad: ReadonlyArray<Item>) =>
  ({ items }: InvalidationRequest): CdnFailure | undefined =>
    items.some(one => bad.includes(one)) ? itemsRejected : undefined

const run = async (here: World, items: ReadonlyArray<Item>, targetIds: readonly [string, ...string[]] = ['E1']): Promise<Answer> =>
  rightOf(await runSpec(here.ports)(firstJobId, jobSpec({ targetIds, items, timeoutMinutes: 1_380 }), here.clock.now() + 60_000)())

const sent = ({ cdn }: World, id = 'E1'): ReadonlyArray<Item> =>
  cdn
    .created()
    .filter(({ request }) => request.targetId === id)
    .flatMap(({ request }) => request.items)
    .sort()

const submitted = (answer: Answer): ReadonlyArray<Item> | undefined =>
  answer._tag === 'Success' ? undefined : [...(answer.submitted?.() ?? [])].sort()

describe('runSpec', () => {
  it('invalidates the changes that its caller found', async () => {
    const here = world([firstJobId])
    const changes: ChangeSet = { _tag: 'Compared', changed: [item('/b')], unchanged: [], files: 1 }
    const answer = rightOf(await runSpec(here.ports)(firstJobId, jobSpec({ items: [item('/a')] }), here.clock.now() + 60_000, changes)())
    expect(answer).to.deep.include({ changeSet: { _tag: 'Compared', files: 1, unchangedFlushed: 0 } })
    expect(sent(here)).to.deep.equal(['/a', '/b'])
  })

  it('submits everything in as few requests as possible', async () => {
    const here = world([firstJobId])
    expect(await run(here, files(3_001))).to.include({ _tag: 'Success', pathCount: 3_001 })
    expect(here.cdn.calls()).to.equal(2)
  })

  it('finds the one item among thousands that the CDN rejects, and excludes only that item', async () => {
    const items = files(3_000)
    for (const place of [0, 1_777, 2_999]) {
      const bad = items.slice(place, place + 1)
      const here = world([firstJobId], { rejects: rejecting(bad) })
      const answer = await run(here, items)
      expect(answer).to.include({ _tag: 'Failure', kind: 'configuration' })
      expect(answer)
        .to.have.property('message')
        .that.includes(
          `rejected 1 item as invalid: "${bad[0]}" (${itemsRejected.detail.replace(/\.$/, '')}). Everything else was submitted.`,
        )
      expect(sent(here)).to.deep.equal(items.filter(one => !bad.includes(one)))
      expect(submitted(answer)).to.deep.equal(sent(here))
      expect(here.cdn.calls()).to.be.at.most(40)
    }
  })

  it('excludes exactly the items that the CDN rejects', async () => {
    const story = fc.integer({ min: 1, max: 60 }).chain(count =>
      fc.record({
        items: fc.constant([...files(count), item('/a/*'), item('/b/*'), item('#tag')].sort()),
        bad: fc.subarray([...files(count), item('/b/*'), item('#tag')]),
      }),
    )
    await fc.assert(
      fc.asyncProperty(story, async ({ items, bad }) => {
        const here = world([firstJobId], {
          rejects: rejecting(bad),
          capabilities: { maxItemsPerRequest: 16, wildcards: { granularity: 'character', maxPerRequest: 2 } },
        })
        const answer = await run(here, items)
        expect(sent(here)).to.deep.equal(items.filter(one => !bad.includes(one)))
        expect(answer._tag).to.equal(bad.length === 0 ? 'Success' : 'Failure')
        if (bad.length > 0) expect(submitted(answer)).to.deep.equal(sent(here))
      }),
    )
  })

  for (const _tag of ['RequestTooLarge', 'TooManyInProgress', 'Throttled'] as const) {
    it(`finds a request size that the CDN accepts if it is below the declared limit (${_tag})`, async () => {
      const rejects = ({ items }: InvalidationRequest): CdnFailure | undefined =>
        items.length > 70 ? { _tag, code: 'TooMany' } : undefined
      const here = world([firstJobId], { rejects })
      expect(await run(here, files(300))).to.include({ _tag: 'Success' })
      expect(sent(here)).to.deep.equal(files(300))
    })
  }

  it('halves a request only after it was throttled four times in a row', async () => {
    const sizesAfter = async (throttles: number) => {
      const here = world([firstJobId])
      here.cdn.misbehave(...Array.from({ length: throttles }, () => ({ _tag: 'Refuse', failure: throttled }) as const))
      await run(here, files(40))
      return here.cdn.created().map(({ request }) => request.items.length)
    }
    expect(await sizesAfter(3)).to.deep.equal([40])
    expect(await sizesAfter(4)).to.deep.equal([20, 20])
    expect(await sizesAfter(7)).to.deep.equal([20, 20])
    expect(await sizesAfter(8)).to.deep.equal([10, 20, 10])
  })

  it('increases the pauses between smaller requests while too many invalidations are in progress', async () => {
    const here = world([firstJobId], { rejects: () => tooManyInProgress })
    await run(here, files(3_000))
    expect(here.cdn.calls()).to.be.within(12, 18)
  })

  it('does not submit permanently rejected items again in the same invocation', async () => {
    const here = world([firstJobId], { rejects: () => ({ _tag: 'RequestTooLarge' }) })
    expect(await run(here, files(4))).to.include({ _tag: 'Failure', kind: 'failed' })
    expect(here.cdn.calls()).to.equal(3)
  })

  it('reports what was submitted if the CDN stays unavailable until the deadline', async () => {
    const here = world([firstJobId], {
      capabilities: { maxItemsPerRequest: 2 },
      rejects: (_, created) => (created.length === 2 ? throttled : undefined),
    })
    const answer = await run(here, files(6))
    expect(answer._tag).to.equal('Unfinished')
    expect(submitted(answer)).to.deep.equal(files(4))
  })

  it('does not count excluded items as submitted', async () => {
    const bad = files(1)
    const here = world([firstJobId], {
      rejects: (request, { length }) =>
        rejecting(bad)(request) ??
        (length === 1 ? { _tag: 'InvalidationDenied', permission: 'p', resource: 'r', hint: 'Allow it.' } : undefined),
    })
    const answer = await run(here, files(4))
    expect(submitted(answer)).to.deep.equal(files(2).slice(1))
    expect(answer).to.have.property('message').that.includes('Submitted: 1 of 4 items.')
  })

  it('reports submitted wildcards', async () => {
    const here = world([firstJobId], {
      capabilities: { wildcards: { granularity: 'character', maxPerRequest: 1 } },
      rejects: (_, created) => (created.length > 0 ? throttled : undefined),
    })
    expect(submitted(await run(here, [item('/a/*'), item('/b/*'), item('/c')]))).to.deep.equal(['/a/*', '/c'])
  })

  it('does not halve a request that fails for a reason other than its items', async () => {
    const here = world([firstJobId])
    here.cdn.misbehave(
      { _tag: 'Refuse', failure: throttled },
      { _tag: 'Refuse', failure: { _tag: 'CdnUnavailable', code: '503' } },
      { _tag: 'Hang' },
    )
    await run(here, files(50))
    expect(here.cdn.created().map(({ request }) => request.items)).to.deep.equal([files(50)])
  })

  it('retries until shortly before the deadline, because no other invocation continues the run', async () => {
    const here = world([firstJobId], { rejects: () => throttled })
    const startedAt = here.clock.now()
    await run(here, files(1))
    expect(here.clock.now() - startedAt).to.be.within(50_000, 60_000)
  })

  it('counts only items that all distributions have received as submitted', async () => {
    const bad = files(4).slice(1, 2)
    const here = world([firstJobId], {
      rejects: request => (request.targetId === 'E1' ? rejecting(bad)(request) : undefined),
    })
    const answer = await run(here, files(4), ['E1', 'E2'])
    expect(sent(here, 'E2')).to.deep.equal(files(4))
    expect(submitted(answer)).to.deep.equal(files(4).filter(one => !bad.includes(one)))
    expect(submitted(await run(world([firstJobId]), files(2), ['E1', 'E9' as 'E1']))).to.deep.equal([])
  })

  it('reports a failure if no plan is possible', async () => {
    const here = world([firstJobId], { capabilities: { wildcards: undefined } })
    expect(await run(here, [item('/a/*')])).to.include({ _tag: 'Failure', kind: 'configuration' })
    expect(submitted(await run(world([firstJobId], { capabilities: { wildcards: undefined } }), [item('/a/*')]))).to.deep.equal([])
  })
})
