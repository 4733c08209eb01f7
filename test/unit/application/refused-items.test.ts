import { expect } from 'chai'
import { runJob } from '../../../src/application/run-job.ts'
import { runSpec } from '../../../src/application/run-spec.ts'
import type { CdnFailure } from '../../../src/domain/cdn/cdn-failure.ts'
import type { InvalidationRequest } from '../../../src/domain/cdn/invalidation.ts'
import type { Item } from '../../../src/domain/items/item.ts'
import type { Answer } from '../../../src/domain/job/answer.ts'
import { maxRefusals } from '../../../src/domain/job/evolve-submission.ts'
import type { MemoryCdnOptions } from '../../../src/testing/fakes/cdn-invalidator.ts'
import type { Misbehaviour } from '../../../src/testing/fakes/misbehaviour.ts'
import { item } from '../../support/builders/arbitraries.ts'
import { throttled } from '../../support/builders/failures.ts'
import { firstJobId, jobSpec } from '../../support/builders/plans.ts'
import { rightOf } from '../../support/either.ts'
import { knownJob, type World, world } from '../../support/worlds/world.ts'

/** A CDN that refuses items that match this. */
const refusing = (pattern: RegExp, options: MemoryCdnOptions = {}): World =>
  world([knownJob, firstJobId], {
    ...options,
    rejects: (request: InvalidationRequest, created): CdnFailure | undefined =>
      request.items.some(one => pattern.test(one)) ? { _tag: 'ItemsRejected', detail: 'bad' } : options.rejects?.(request, created),
  })

const run = async (here: World, parameters: object, continuationToken?: string, jobId = knownJob): Promise<Answer> =>
  rightOf(
    await runJob(here.ports)(
      { id: jobId, parameters: JSON.stringify({ distributionId: 'E1', ...parameters }), continuationToken, artifacts: [] },
      here.clock.now() + 60_000,
    )(),
  )

const sent = ({ cdn }: World): ReadonlyArray<ReadonlyArray<Item>> => cdn.created().map(({ request }) => request.items)

const textOf = (answer: Answer): string => (answer._tag === 'Failure' ? answer.message : answer.summary)

describe('A pipeline job with items that the CDN refuses', () => {
  it('submits the others, and a wildcard for the refused one', async () => {
    const here = refusing(/'/)
    const answer = await run(here, { items: ['/a', "/b/it's", '/c', '/d'] })
    expect(answer).to.include({ _tag: 'Success', pathCount: 4 })
    expect(sent(here)).to.deep.equal([['/a'], ['/b/it*'], ['/c', '/d']])
    expect(textOf(answer)).to.equal(
      '4 paths on E1; 1 item widened to "/b/it*", since The fake CDN refuses it; list price $0.020; invalidations I1, I2, I3 in progress',
    )
  })

  it('sends a wildcard only once, whichever refused items it covers', async () => {
    const here = refusing(/'/)
    const answer = await run(here, { items: ["/b/it's", "/b/it't", "/b/it/'"] })
    expect(sent(here)).to.deep.equal([['/b/it*']])
    expect(textOf(answer)).to.include('; 3 items widened to "/b/it*", since The fake CDN refuses them; ')
    const narrowFirst = refusing(/[':]/)
    await run(narrowFirst, { items: ["/a.b'", '/a:'] })
    expect(sent(narrowFirst)).to.deep.equal([['/a.b*'], ['/a*']])
  })

  it('widens to everything if it has to', async () => {
    const here = refusing(/'/)
    expect(await run(here, { items: ["/'"] })).to.include({ _tag: 'Success' })
    expect(sent(here)).to.deep.equal([['/*']])
  })

  it('fails if the wildcard is refused as well, after everything else was submitted', async () => {
    const here = refusing(/'|^\/b/)
    const answer = await run(here, { items: ['/a', "/b'", '/c', "/d'"] })
    expect(answer).to.include({ _tag: 'Failure', kind: 'configuration' })
    expect(textOf(answer)).to.equal(
      '1 of 1 distribution failed:\n- E1: The fake CDN rejected 1 item as invalid: "/b\'" (bad). Everything else was submitted. Created: I1, I2, I3.',
    )
    expect(sent(here)).to.deep.equal([['/a'], ['/c'], ['/d*']])
  })

  it('counts an item once for several distributions', async () => {
    const here = refusing(/'/)
    const answer = await run(here, { distributionId: ['E1', 'E2'], items: ["/a'"] })
    expect(textOf(answer)).to.include('; 1 item widened to "/a*", since')
  })

  it('retries the wildcard if the CDN is unavailable', async () => {
    const here = refusing(/'/)
    here.cdn.misbehave({ _tag: 'None' }, { _tag: 'Refuse', failure: throttled }, { _tag: 'LoseAnswer' })
    expect(await run(here, { items: ["/a'"] })).to.include({ _tag: 'Success' })
    expect(sent(here)).to.deep.equal([['/a*']])
  })

  it('says in another invocation what was widened and excluded before', async () => {
    const here = refusing(/'|^\/b/, {
      rejects: (_, created) => (created.length === 2 && here.clock.now() < 2_000_000 ? throttled : undefined),
    })
    const parameters = { items: ['/a', "/b'", "/c'", '/d'] }
    const first = await run(here, parameters)
    expect(sent(here)).to.deep.equal([['/a'], ['/c*']])
    if (first._tag !== 'Continuation') throw new Error(`expected a continuation, got ${first._tag}`)
    expect(first.summary).to.include('2 of 4 items submitted in 2 invalidations')
    here.clock.advance(1_000_000)
    here.reporter.offer('job-2')
    const second = await run(here, parameters, first.token, 'job-2')
    expect(textOf(second)).to.include('rejected 1 item as invalid: "/b\'". Everything else was submitted. Created: I1, I2, I3.')
    expect(sent(here)).to.deep.equal([['/a'], ['/c*'], ['/d']])
  })

  it('gives up after many refused items, because they have another cause', async () => {
    const count = maxRefusals + 1
    const here = refusing(/./)
    const spec = jobSpec({ items: Array.from({ length: count }, (_, index) => item(`/${10_000 + index}`)), timeoutMinutes: 1_380 })
    const answer = rightOf(await runSpec(here.ports)(firstJobId, spec, here.clock.now() + 60_000)())
    expect(answer).to.include({ _tag: 'Failure', kind: 'configuration' })
    expect(textOf(answer)).to.include(`rejected an item as invalid: bad Correct items. Submitted: 0 of ${count} items.`)
  })

  it('excludes the last of many refused items', async () => {
    const here = refusing(/./)
    const spec = jobSpec({ items: Array.from({ length: maxRefusals }, (_, index) => item(`/${10_000 + index}`)), timeoutMinutes: 1_380 })
    const answer = rightOf(await runSpec(here.ports)(firstJobId, spec, here.clock.now() + 60_000)())
    expect(textOf(answer)).to.include(`rejected ${maxRefusals} items as invalid`)
  })
})

describe('A pipeline job whose CDN only says that a request was carried out before', () => {
  const waiting = { items: ['/a'], waitForCompletion: true }
  const denied: CdnFailure = { _tag: 'InvalidationDenied', permission: 'cdn:List', resource: 'r', hint: 'Allow it.' }
  const afterLostAnswer = (...how: ReadonlyArray<Misbehaviour<CdnFailure>>): World => {
    const here = world(undefined, { resend: 'refused', completesAfter: 5_000 })
    here.cdn.misbehave({ _tag: 'LoseAnswer' }, { _tag: 'None' }, ...how)
    return here
  }

  it('succeeds without an id', async () => {
    const here = afterLostAnswer()
    const answer = await run(here, { items: ['/a'] })
    expect(answer).to.deep.include({ _tag: 'Success', status: 'InProgress', invalidationIds: [] })
    expect(textOf(answer)).to.equal('1 path on E1; list price $0.005; 1 invalidation that an earlier attempt created (id unknown)')
    expect(here.cdn.calls()).to.equal(2)
  })

  it('names the other invalidations', async () => {
    const here = world(undefined, { resend: 'refused', capabilities: { maxItemsPerRequest: 1 } })
    here.cdn.misbehave({ _tag: 'LoseAnswer' })
    expect(textOf(await run(here, { items: ['/a', '/b'] }))).to.match(
      /; invalidation I2 in progress; 1 invalidation that an earlier attempt created \(id unknown\)$/,
    )
  })

  it('finds the invalidation to wait for', async () => {
    const here = afterLostAnswer()
    const answer = await run(here, waiting)
    expect(answer).to.deep.include({ _tag: 'Success', status: 'Completed', invalidationIds: ['I1'] })
    expect(here.log.entries.map(({ _tag }) => _tag)).to.include('LookedUp')
  })

  it('does not look for it if the CDN does not report completion', async () => {
    const here = world(undefined, { resend: 'refused', capabilities: { completion: undefined } })
    here.cdn.misbehave({ _tag: 'LoseAnswer' })
    expect(await run(here, { items: ['/a'] })).to.include({ _tag: 'Success' })
  })

  it('retries the search while the CDN is unavailable', async () => {
    const here = afterLostAnswer({ _tag: 'Refuse', failure: throttled }, { _tag: 'LoseAnswer' })
    expect(await run(here, waiting)).to.deep.include({ status: 'Completed', invalidationIds: ['I1'] })
    expect(here.log.entries.filter(({ _tag }) => _tag === 'LookUpFailed')).to.have.length(2)
  })

  it('searches again in another invocation if there was no time', async () => {
    const here = afterLostAnswer(...Array.from({ length: 3 }, () => ({ _tag: 'Hang' }) as const))
    const first = await run(here, waiting)
    if (first._tag !== 'Continuation') throw new Error(`expected a continuation, got ${first._tag}`)
    here.reporter.offer('job-2')
    const second = await run(here, waiting, first.token, 'job-2')
    expect(second).to.deep.include({ _tag: 'Success', status: 'Completed', invalidationIds: ['I1'] })
    expect(here.cdn.created()).to.have.length(1)
  })

  for (const [what, misbehaviour, why] of [
    ['denied', { _tag: 'Refuse', failure: denied }, ': cdn:List is denied'],
    ['rejected', { _tag: 'Refuse', failure: { _tag: 'RequestRejected', code: 'Odd', hint: 'h' } }, ''],
  ] as const) {
    it(`succeeds with an unknown status if the search is ${what}`, async () => {
      const answer = await run(afterLostAnswer(misbehaviour), waiting)
      expect(answer).to.deep.include({ _tag: 'Success', status: 'InProgress', invalidationIds: [] })
      expect(textOf(answer)).to.include(`; 1 invalidation that an earlier attempt created (id and status unknown${why}); waited 1 minute`)
    })
  }

  it("fails with the search's failure if onWaitTimeout is fail", async () => {
    const answer = await run(afterLostAnswer({ _tag: 'Refuse', failure: denied }), { ...waiting, onWaitTimeout: 'fail' })
    expect(answer).to.include({ _tag: 'Failure', kind: 'permission' })
    expect(textOf(answer)).to.equal(
      '1 of 1 distribution failed:\n- E1: Everything was submitted, but its status could not be checked. cdn:List is denied on r. Allow it. Created: 1 invalidation (id unknown).',
    )
  })

  it('says so if the invalidation is not found', async () => {
    const here = afterLostAnswer()
    const ports = { ...here.ports, cdn: { ...here.ports.cdn, find: () => async () => ({ _tag: 'Right', right: undefined }) as const } }
    const answer = await run({ ...here, ports }, { ...waiting, onWaitTimeout: 'fail' })
    expect(answer).to.include({ _tag: 'Failure', kind: 'failed' })
    expect(textOf(answer)).to.include(
      "its status could not be checked. An earlier attempt created an invalidation whose id The fake CDN did not report. Check the distribution's list of invalidations.",
    )
  })

  it('does not call an unknown status completed in another invocation', async () => {
    const here = world(undefined, { resend: 'refused', completesAfter: 50_000, capabilities: { maxItemsPerRequest: 1 } })
    here.cdn.misbehave({ _tag: 'LoseAnswer' }, { _tag: 'None' }, { _tag: 'Refuse', failure: denied })
    const parameters = { items: ['/a', '/b'], waitForCompletion: true }
    const first = await run(here, parameters)
    if (first._tag !== 'Continuation') throw new Error(`expected a continuation, got ${first._tag}`)
    here.clock.advance(60_000)
    here.reporter.offer('job-2')
    const second = await run(here, parameters, first.token, 'job-2')
    expect(second).to.deep.include({ _tag: 'Success', status: 'InProgress', invalidationIds: ['I2'] })
    expect(textOf(second)).to.include('; invalidation I2 completed; 1 invalidation that an earlier attempt created (id and status unknown)')
  })

  it('does not search any longer after its timeout', async () => {
    const here = afterLostAnswer(...Array.from({ length: 99 }, () => ({ _tag: 'Hang' }) as const))
    const parameters = { ...waiting, timeoutMinutes: 1 }
    const first = await run(here, parameters)
    if (first._tag !== 'Continuation') throw new Error(`expected a continuation, got ${first._tag}`)
    here.clock.advance(60_000)
    here.reporter.offer('job-2')
    const second = await run(here, parameters, first.token, 'job-2')
    expect(textOf(second)).to.include('could not be reached')
  })
})
