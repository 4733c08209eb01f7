import { expect } from 'chai'
import fc from 'fast-check'
import { runSpec } from '../../../src/application/run-spec.ts'
import type { CdnFailure } from '../../../src/domain/cdn/cdn-failure.ts'
import type { InvalidationRequest } from '../../../src/domain/cdn/invalidation.ts'
import type { Item } from '../../../src/domain/items/item.ts'
import type { Answer } from '../../../src/domain/job/answer.ts'
import { item } from '../../support/arbitraries.ts'
import { rightOf } from '../../support/either.ts'
import { firstJobId, jobSpec } from '../../support/plans.ts'
import { type World, world } from '../../support/world.ts'

const files = (count: number): ReadonlyArray<Item> =>
  Array.from({ length: count }, (_, index) => item(`/${String(index).padStart(5, '0')}`))

const refused: CdnFailure = { _tag: 'ItemsRejected', detail: 'Your request contains one or more invalid invalidation paths.' }

const refusing =
  (bad: ReadonlyArray<Item>) =>
  ({ items }: InvalidationRequest): CdnFailure | undefined =>
    items.some(one => bad.includes(one)) ? refused : undefined

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
  it('submits everything, in as few requests as there can be', async () => {
    const here = world([firstJobId])
    expect(await run(here, files(3_001))).to.include({ _tag: 'Success', pathCount: 3_001 })
    expect(here.cdn.calls()).to.equal(2)
  })

  it('finds the one item among thousands that the CDN calls invalid, and leaves out that alone', async () => {
    const items = files(3_000)
    for (const place of [0, 1_777, 2_999]) {
      const bad = items.slice(place, place + 1)
      const here = world([firstJobId], { rejects: refusing(bad) })
      const answer = await run(here, items)
      expect(answer).to.include({ _tag: 'Failure', kind: 'configuration' })
      expect(answer).to.have.property('message').that.includes(`rejected 1 item as invalid: "${bad[0]}". Everything else was submitted.`)
      expect(sent(here)).to.deep.equal(items.filter(one => !bad.includes(one)))
      expect(submitted(answer)).to.deep.equal(sent(here))
      expect(here.cdn.calls()).to.be.at.most(40)
    }
  })

  it('leaves out what is invalid, and nothing else, whatever it is', async () => {
    const story = fc.integer({ min: 1, max: 60 }).chain(count =>
      fc.record({
        items: fc.constant([...files(count), item('/a/*'), item('/b/*'), item('#tag')].sort()),
        bad: fc.subarray([...files(count), item('/b/*'), item('#tag')]),
      }),
    )
    await fc.assert(
      fc.asyncProperty(story, async ({ items, bad }) => {
        const here = world([firstJobId], {
          rejects: refusing(bad),
          capabilities: { maxItemsPerRequest: 16, wildcards: { granularity: 'character', maxPerRequest: 2 } },
        })
        const answer = await run(here, items)
        expect(sent(here)).to.deep.equal(items.filter(one => !bad.includes(one)))
        expect(answer._tag).to.equal(bad.length === 0 ? 'Success' : 'Failure')
        if (bad.length > 0) expect(submitted(answer)).to.deep.equal(sent(here))
      }),
    )
  })

  for (const _tag of ['RequestTooLarge', 'TooManyInProgress'] as const) {
    it(`finds a size that the CDN takes, where that is less than it declares (${_tag})`, async () => {
      const rejects = ({ items }: InvalidationRequest): CdnFailure | undefined =>
        items.length > 70 ? { _tag, code: 'TooMany' } : undefined
      const here = world([firstJobId], { rejects })
      expect(await run(here, files(300))).to.include({ _tag: 'Success' })
      expect(sent(here)).to.deep.equal(files(300))
    })
  }

  it('asks ever more rarely for less, too, while there are too many in progress', async () => {
    const here = world([firstJobId], { rejects: () => ({ _tag: 'TooManyInProgress', code: 'TooMany' }) })
    await run(here, files(3_000))
    expect(here.cdn.calls()).to.be.within(12, 18)
  })

  it('does not ask again in this invocation for what is refused for good', async () => {
    const here = world([firstJobId], { rejects: () => ({ _tag: 'RequestTooLarge' }) })
    expect(await run(here, files(4))).to.include({ _tag: 'Failure', kind: 'failed' })
    expect(here.cdn.calls()).to.equal(3)
  })

  it('tells what was submitted where the CDN is busy until the end', async () => {
    const here = world([firstJobId], {
      capabilities: { maxItemsPerRequest: 2 },
      rejects: (_, created) => (created.length === 2 ? { _tag: 'Throttled', code: 'Throttling' } : undefined),
    })
    const answer = await run(here, files(6))
    expect(answer._tag).to.equal('Unfinished')
    expect(submitted(answer)).to.deep.equal(files(4))
  })

  it('does not count what it left out as submitted', async () => {
    const bad = files(1)
    const here = world([firstJobId], {
      rejects: (request, { length }) =>
        refusing(bad)(request) ??
        (length === 1 ? { _tag: 'InvalidationDenied', permission: 'p', resource: 'r', hint: 'Allow it.' } : undefined),
    })
    const answer = await run(here, files(4))
    expect(submitted(answer)).to.deep.equal(files(3).slice(1))
    expect(answer).to.have.property('message').that.includes('Submitted: 2 of 4 items.')
  })

  it('tells which wildcards were submitted, too', async () => {
    const here = world([firstJobId], {
      capabilities: { wildcards: { granularity: 'character', maxPerRequest: 1 } },
      rejects: (_, created) => (created.length > 0 ? { _tag: 'Throttled', code: 'Throttling' } : undefined),
    })
    expect(submitted(await run(here, [item('/a/*'), item('/b/*'), item('/c')]))).to.deep.equal(['/a/*', '/c'])
  })

  it('does not halve a request that is refused for another reason than its items', async () => {
    const here = world([firstJobId])
    here.cdn.misbehave(
      { _tag: 'Refuse', failure: { _tag: 'Throttled', code: 'Throttling' } },
      { _tag: 'Refuse', failure: { _tag: 'CdnUnavailable', code: '503' } },
      { _tag: 'Hang' },
    )
    await run(here, files(50))
    expect(here.cdn.created().map(({ request }) => request.items)).to.deep.equal([files(50)])
  })

  it('stays until shortly before its end, since nobody comes after it', async () => {
    const here = world([firstJobId], { rejects: () => ({ _tag: 'Throttled', code: 'Throttling' }) })
    const began = here.clock.now()
    await run(here, files(1))
    expect(here.clock.now() - began).to.be.within(50_000, 60_000)
  })

  it('counts as submitted what all distributions have got', async () => {
    const bad = files(4).slice(1, 2)
    const here = world([firstJobId], {
      rejects: request => (request.targetId === 'E1' ? refusing(bad)(request) : undefined),
    })
    const answer = await run(here, files(4), ['E1', 'E2'])
    expect(sent(here, 'E2')).to.deep.equal(files(4))
    expect(submitted(answer)).to.deep.equal(files(4).filter(one => !bad.includes(one)))
    expect(submitted(await run(world([firstJobId]), files(2), ['E1', 'E9' as 'E1']))).to.deep.equal([])
  })

  it('answers where there can be no plan', async () => {
    const here = world([firstJobId], { capabilities: { wildcards: undefined } })
    expect(await run(here, [item('/a/*')])).to.include({ _tag: 'Failure', kind: 'configuration' })
    expect(submitted(await run(world([firstJobId], { capabilities: { wildcards: undefined } }), [item('/a/*')]))).to.deep.equal([])
  })
})
