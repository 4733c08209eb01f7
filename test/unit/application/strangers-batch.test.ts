import { expect } from 'chai'
import { runBatch } from '../../../src/application/run-batch.ts'
import { batchOf } from '../../../src/domain/batch/batch-of.ts'
import type { Origin } from '../../../src/domain/batch/origin.ts'
import type { CdnFailure } from '../../../src/domain/cdn/cdn-failure.ts'
import type { InvalidationRequest } from '../../../src/domain/cdn/invalidation.ts'
import { message, poison } from '../../support/builders/messages.ts'
import { host, itemsSentTo, knownBucket, numbered, requestsTo, strangerOrigin, strangerWorld } from '../../support/worlds/strangers.ts'
import type { World } from '../../support/worlds/world.ts'

const start = (rejects?: (request: InvalidationRequest) => CdnFailure | undefined): World =>
  strangerWorld({ ci: { tracksJobs: false }, ...(rejects && { rejects }) })

/** Runs a batch of these objects, one in each message, and gives the ids of the messages that are to be delivered again. */
const run = (world: World, keys: ReadonlyArray<string>, origins: ReadonlyArray<Origin> = [strangerOrigin()]) => {
  const messages = keys.map((key, index) => message(`m${index}`, [key], knownBucket))
  const batch = batchOf(world.ports.cdn.capabilities.paths, origins, messages)
  return runBatch(world.ports)(batch, world.clock.now() + 60_000)()
}

const objects = (count: number): ReadonlyArray<string> => numbered(count, index => `p/${index}`)

describe('A batch of messages for a strange CDN', () => {
  it('becomes requests of ten paths of the host', async () => {
    const world = start()
    expect(await run(world, objects(25))).to.deep.equal([])
    expect(itemsSentTo(world).map(({ length }) => length)).to.deep.equal([10, 10, 5])
    for (const request of requestsTo(world)) expect(request).to.include({ targetId: 'zone-1', host, credentials: undefined })
  })

  it('spells paths as the CDN does, and widens those that it cannot express', async () => {
    const world = start()
    expect(await run(world, ['Blog/Index.html', 'docs/a|b', 'docs/c'])).to.deep.equal([])
    expect(itemsSentTo(world)).to.deep.equal([['/docs/*'], ['/blog', '/blog/', '/blog/index.html']])
  })

  it('merges paths into folders to keep to the budget of its origin', async () => {
    const world = start()
    expect(await run(world, objects(25), [strangerOrigin({ maxPaths: 3 })])).to.deep.equal([])
    expect(itemsSentTo(world)).to.deep.equal([['/p/*']])
  })

  it('outlasts a busy CDN', async () => {
    const world = start()
    world.cdn.misbehave(...Array.from({ length: 10 }, () => ({ _tag: 'Refuse', failure: { _tag: 'Throttled', code: '429' } }) as const))
    expect(await run(world, objects(1))).to.deep.equal([])
  })

  it('gives back what a CDN that stays busy has not taken, in an answer that says so', async () => {
    const world = start()
    const busy = { _tag: 'Refuse', failure: { _tag: 'Throttled', code: '429' } } as const
    world.cdn.misbehave({ _tag: 'None' }, ...Array.from({ length: 1_000 }, () => busy))
    const returned = await run(world, objects(12))
    expect(returned).to.have.length(2)
    expect([...world.reporter.answers.values()]).to.have.length(1)
    for (const answer of world.reporter.answers.values()) expect(answer).to.include({ _tag: 'Unfinished', percentComplete: 83 })
  })

  it('leaves out the item that the CDN rejects, and gives back its message and those that nobody can read', async () => {
    const world = start(({ items }) => (items.some(item => item.endsWith('7')) ? { _tag: 'ItemsRejected', detail: 'no' } : undefined))
    const messages = [...objects(10).map((key, index) => message(`m${index}`, [key], knownBucket)), poison('p')]
    const batch = batchOf(world.ports.cdn.capabilities.paths, [strangerOrigin()], messages)
    expect(await runBatch(world.ports)(batch, world.clock.now() + 60_000)()).to.deep.equal(['m7', 'p'])
    expect(itemsSentTo(world).flat()).to.have.length(9)
  })

  it('serves each zone under its own host', async () => {
    const world = start()
    const origins = [strangerOrigin(), strangerOrigin({ targetIds: ['zone-2'], host: 'docs.example.com', stripPrefix: 'docs/' })]
    expect(await run(world, ['docs/a'], origins)).to.deep.equal([])
    expect(requestsTo(world).map(({ targetId, host: named, items }) => ({ targetId, host: named, items }))).to.have.deep.members([
      { targetId: 'zone-1', host, items: ['/docs/a'] },
      { targetId: 'zone-2', host: 'docs.example.com', items: ['/a'] },
    ])
  })

  it('is given back if an origin names no host', async () => {
    const world = start()
    expect(await run(world, ['a'], [strangerOrigin({ host: undefined })])).to.deep.equal(['m0'])
    expect(world.cdn.calls()).to.equal(0)
  })

  it('ignores what no origin serves', async () => {
    const world = start()
    const messages = [message('m0', ['a'], 'another-bucket'), message('m1', ['a'], knownBucket)]
    const batch = batchOf(world.ports.cdn.capabilities.paths, [strangerOrigin()], messages)
    expect(await runBatch(world.ports)(batch, world.clock.now() + 60_000)()).to.deep.equal(['m0'])
    expect(itemsSentTo(world)).to.deep.equal([['/a']])
  })
})
