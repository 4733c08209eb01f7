import { expect } from 'chai'
import { runBatch } from '../../../src/application/run-batch.ts'
import { batchOf } from '../../../src/domain/batch/batch-of.ts'
import type { Origin } from '../../../src/domain/batch/origin.ts'
import type { CdnFailure } from '../../../src/domain/cdn/cdn-failure.ts'
import type { InvalidationRequest } from '../../../src/domain/cdn/invalidation.ts'
import { message, poison } from '../../support/builders/messages.ts'
import { host, itemsSentTo, knownBucket, requestsTo, strangerOrigin, strangerWorld } from '../../support/worlds/strangers.ts'
import type { World } from '../../support/worlds/world.ts'

const start = (rejects?: (request: InvalidationRequest) => CdnFailure | undefined): World =>
  strangerWorld({ ci: { tracksJobs: false }, ...(rejects && { rejects }) })

/** Runs a batch with one message per object, and resolves with the ids of the returned messages. */
const run = (world: World, keys: ReadonlyArray<string>, origins: ReadonlyArray<Origin> = [strangerOrigin()]) => {
  const messages = keys.map((key, index) => message(`m${index}`, [key], knownBucket))
  const batch = batchOf(world.ports.cdn.capabilities.paths, origins, messages)
  return runBatch(world.ports)(batch, world.clock.now() + 60_000)()
}

const numbered = (count: number): ReadonlyArray<string> => Array.from({ length: count }, (_, index) => `p/${index}`)

describe('runBatch with a CDN unlike CloudFront', () => {
  it('sends requests with ten paths for the host', async () => {
    const world = start()
    expect(await run(world, numbered(25))).to.deep.equal([])
    expect(itemsSentTo(world).map(({ length }) => length)).to.deep.equal([10, 10, 5])
    for (const request of requestsTo(world)) expect(request).to.include({ targetId: 'zone-1', host, credentials: undefined })
  })

  it("encodes paths by the CDN's rules, and widens paths that it does not support", async () => {
    const world = start()
    expect(await run(world, ['Blog/Index.html', 'docs/a|b', 'docs/c'])).to.deep.equal([])
    expect(itemsSentTo(world)).to.deep.equal([['/docs/*'], ['/blog', '/blog/', '/blog/index.html']])
  })

  it('merges paths into folders to stay within the budget of the origin', async () => {
    const world = start()
    expect(await run(world, numbered(25), [strangerOrigin({ maxPaths: 3 })])).to.deep.equal([])
    expect(itemsSentTo(world)).to.deep.equal([['/p/*']])
  })

  it('retries while the CDN throttles', async () => {
    const world = start()
    world.cdn.misbehave(...Array.from({ length: 10 }, () => ({ _tag: 'Refuse', failure: { _tag: 'Throttled', code: '429' } }) as const))
    expect(await run(world, numbered(1))).to.deep.equal([])
  })

  it('returns messages that a CDN did not accept before the deadline, and reports an unfinished job', async () => {
    const world = start()
    const throttled = { _tag: 'Refuse', failure: { _tag: 'Throttled', code: '429' } } as const
    world.cdn.misbehave({ _tag: 'None' }, ...Array.from({ length: 1_000 }, () => throttled))
    const returned = await run(world, numbered(12))
    expect(returned).to.have.length(2)
    expect([...world.reporter.answers.values()]).to.have.length(1)
    for (const answer of world.reporter.answers.values()) expect(answer).to.include({ _tag: 'Unfinished', percentComplete: 83 })
  })

  it('excludes an item that the CDN rejects, and returns its message and unreadable ones', async () => {
    const world = start(({ items }) => (items.some(item => item.endsWith('7')) ? { _tag: 'ItemsRejected', detail: 'no' } : undefined))
    const messages = [...numbered(10).map((key, index) => message(`m${index}`, [key], knownBucket)), poison('p')]
    const batch = batchOf(world.ports.cdn.capabilities.paths, [strangerOrigin()], messages)
    expect(await runBatch(world.ports)(batch, world.clock.now() + 60_000)()).to.deep.equal(['m7', 'p'])
    expect(itemsSentTo(world).flat()).to.have.length(9)
  })

  it('sends requests to each zone for its own host', async () => {
    const world = start()
    const origins = [strangerOrigin(), strangerOrigin({ targetIds: ['zone-2'], host: 'docs.example.com', stripPrefix: 'docs/' })]
    expect(await run(world, ['docs/a'], origins)).to.deep.equal([])
    expect(
      requestsTo(world).map(({ targetId, host: requestHost, items }) => ({ targetId, host: requestHost, items })),
    ).to.have.deep.members([
      { targetId: 'zone-1', host, items: ['/docs/a'] },
      { targetId: 'zone-2', host: 'docs.example.com', items: ['/a'] },
    ])
  })

  it('returns messages if an origin has no host', async () => {
    const world = start()
    expect(await run(world, ['a'], [strangerOrigin({ host: undefined })])).to.deep.equal(['m0'])
    expect(world.cdn.calls()).to.equal(0)
  })

  it('rejects only the message of an unknown bucket', async () => {
    const world = start()
    const messages = [message('m0', ['a'], 'another-bucket'), message('m1', ['a'], knownBucket)]
    const batch = batchOf(world.ports.cdn.capabilities.paths, [strangerOrigin()], messages)
    expect(await runBatch(world.ports)(batch, world.clock.now() + 60_000)()).to.deep.equal(['m0'])
    expect(itemsSentTo(world)).to.deep.equal([['/a']])
  })
})
