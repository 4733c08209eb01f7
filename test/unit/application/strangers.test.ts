import { expect } from 'chai'
import type { CdnFailure } from '../../../src/domain/cdn/cdn-failure.ts'
import type { InvalidationRequest } from '../../../src/domain/cdn/invalidation.ts'
import type { ActionRun } from '../../../src/domain/pipeline/history.ts'
import { strangerCdnWithoutWildcards } from '../../../src/testing/strangers/cdn.ts'
import { bytesOf } from '../../support/builders/artifacts.ts'
import { artifact, host, itemsSentTo, jobWith, numbered, requestsTo, run, strangerWorld, textOf } from '../../support/worlds/strangers.ts'

const minute = 60_000

const throttled = { _tag: 'Refuse', failure: { _tag: 'Throttled', code: '429' } } as const

describe('runJob with a CI system and a CDN unlike those of AWS', () => {
  it('sends minimal items for the host, with one kind of item per request', async () => {
    const world = strangerWorld()
    const answer = await run(world, jobWith({ items: ['/News.html', '/news.HTML', 'img/*', '/img/logo.png', '/a b'] }))
    expect(requestsTo(world).map(({ reference, ...request }) => request)).to.deep.equal([
      { targetId: 'zone-1', host, items: ['/img/*'], credentials: undefined },
      { targetId: 'zone-1', host, items: ['/a%20b', '/news.html'], credentials: undefined },
    ])
    expect(answer).to.deep.equal({
      _tag: 'Success',
      summary: '3 paths (1 wildcard) on zone-1; invalidations I1, I2 accepted',
      status: 'InProgress',
      invalidationIds: ['I1', 'I2'],
      targetIds: ['zone-1'],
      pathCount: 3,
    })
  })

  it('sends the items to every zone, with the given credentials', async () => {
    const world = strangerWorld()
    await run(world, jobWith({ zone: ['zone-1', 'zone-2', 'zone-1'], tokenName: 'deploy', tokenScope: 'purge', items: ['/a'] }))
    const credentials = { principal: 'deploy', qualifier: 'purge', jobId: '42' }
    expect(requestsTo(world).map(({ reference, ...request }) => request)).to.deep.equal([
      { targetId: 'zone-1', host, items: ['/a'], credentials },
      { targetId: 'zone-2', host, items: ['/a'], credentials },
    ])
  })

  it('splits the items into requests with ten of one kind', async () => {
    const world = strangerWorld()
    const items = [...numbered(25, index => `/p/${index}`), ...numbered(12, index => `/w${index}/*`)]
    expect(await run(world, jobWith({ items }))).to.include({ _tag: 'Success', pathCount: 37 })
    expect(itemsSentTo(world).map(({ length }) => length)).to.deep.equal([10, 2, 10, 10, 5])
    expect(itemsSentTo(world).flat().toSorted()).to.deep.equal(items.toSorted())
    expect(world.cdn.calls()).to.equal(5)
  })

  it('widens a wildcard that the CDN does not support to one for its folder, and reports it', async () => {
    const world = strangerWorld()
    const answer = await run(world, jobWith({ items: ['/img/logo*', '/img/logo.png', '/docs/*', '/docs/a*'] }))
    expect(itemsSentTo(world)).to.deep.equal([['/docs/*', '/img/*']])
    expect(textOf(answer)).to.include('1 item widened to "/img/*", since Stranger CDN has wildcards for whole folders only')
  })

  it('merges paths into folders to stay within maxPaths', async () => {
    const world = strangerWorld()
    const answer = await run(world, jobWith({ maxPaths: 2, items: ['/img/a1', '/img/a2', '/img/a3', '/index.html'] }))
    expect(itemsSentTo(world)).to.deep.equal([['/img/*'], ['/index.html']])
    expect(textOf(answer)).to.include('3 items widened to "/img/*" to keep to maxPaths 2')
  })

  it('retries for minutes within its only invocation', async () => {
    const world = strangerWorld()
    const startedAt = world.clock.now()
    world.cdn.misbehave(...Array.from({ length: 30 }, () => throttled))
    expect(await run(world, jobWith({ items: ['/a'] }))).to.include({ _tag: 'Success' })
    expect(world.clock.now() - startedAt).to.be.above(2 * minute)
  })

  it('reports an unfinished job if the CDN stays throttled until the deadline', async () => {
    const world = strangerWorld()
    world.cdn.misbehave({ _tag: 'None' }, ...Array.from({ length: 1_000 }, () => throttled))
    const deadline = world.clock.now() + 5 * minute
    const answer = await run(world, jobWith({ items: numbered(15, index => `/p/${index}`) }))
    expect(answer).to.include({ _tag: 'Unfinished', percentComplete: 66 })
    expect(textOf(answer)).to.match(/^10 of 15 items submitted in 1 invalidation; Stranger CDN is unavailable \(429\), trying since 1970/)
    expect(world.clock.now()).to.be.below(deadline)
  })

  it('fails after its timeout', async () => {
    const world = strangerWorld()
    world.cdn.misbehave(...Array.from({ length: 1_000 }, () => throttled))
    const answer = await run(world, jobWith({ items: ['/a'], timeoutMinutes: 1 }))
    expect(answer).to.include({ _tag: 'Failure', kind: 'unavailable' })
    expect(textOf(answer)).to.include('1 of 1 zone failed:\n- zone-1: Stranger CDN was unavailable for 1 minute (last response: 429)')
  })

  it('retries a request if its response is lost, even if that invalidates twice', async () => {
    const world = strangerWorld()
    world.cdn.misbehave({ _tag: 'LoseAnswer' })
    expect(await run(world, jobWith({ items: ['/a'] }))).to.include({ _tag: 'Success' })
    expect(itemsSentTo(world)).to.deep.equal([['/a'], ['/a']])
  })

  const items = numbered(10, index => `/p/${index}`)

  it('finds a request size that the CDN accepts if it is below the declared limit', async () => {
    const rejects = (request: InvalidationRequest): CdnFailure | undefined =>
      request.items.length > 3 ? { _tag: 'RequestTooLarge' } : undefined
    const world = strangerWorld({ rejects })
    expect(await run(world, jobWith({ items }))).to.include({ _tag: 'Success' })
    expect(itemsSentTo(world).flat()).to.deep.equal(items)
  })

  it('excludes only the item that the CDN rejects', async () => {
    const rejects = (request: InvalidationRequest): CdnFailure | undefined =>
      request.items.some(item => item.endsWith('7')) ? { _tag: 'ItemsRejected', detail: 'no' } : undefined
    const world = strangerWorld({ rejects })
    const answer = await run(world, jobWith({ items }))
    expect(textOf(answer)).to.include('Stranger CDN rejected 1 item as invalid: "/p/7" (no). Everything else was submitted.')
    expect(itemsSentTo(world).flat()).to.deep.equal(items.filter(item => item !== '/p/7'))
  })

  it('reads items from an artifact', async () => {
    const world = strangerWorld()
    world.artifacts.put('run 2', { 'items.txt': bytesOf('/B\n/b/*\n') })
    await run(world, jobWith({ itemsFrom: 'site.output::items.txt' }, { artifacts: [artifact('run 2')] }))
    expect(itemsSentTo(world)).to.deep.equal([['/b/*'], ['/b']])
  })

  it("compares artifacts, and encodes paths by the CDN's rules", async () => {
    const world = strangerWorld()
    const changed = { artifact: 'site.output', pipeline: 'release', stage: 'go live', action: 'purge' }
    const job = jobWith({ changed }, { artifacts: [artifact('run 2')] })
    const before = { 'Blog/Index.html': bytesOf('1'), 'A?b.html': bytesOf('1'), 'x|y.html': bytesOf('1'), same: bytesOf('1') }
    world.artifacts.put('run 1', before)
    world.artifacts.put('run 2', { ...before, 'Blog/Index.html': bytesOf('2'), 'A?b.html': bytesOf('2'), 'x|y.html': bytesOf('2') })
    const ran = (key: string, action: string, at: number): ActionRun => ({
      execution: key,
      stage: 'go live',
      action,
      status: 'Succeeded',
      startedAt: at,
      endedAt: at + 1,
      deploys: action === 'publish',
      inputs: [{ ...artifact(key), store: 'store' }],
      outputs: [],
      parameters: String(job.parameters),
    })
    for (const each of [ran('run 1', 'publish', 1), ran('run 1', 'purge', 3), ran('run 2', 'publish', 5)])
      world.history.record('release', each)
    const answer = await run(world, job)
    expect(textOf(answer)).to.include('for 3 changed files')
    expect(itemsSentTo(world)).to.deep.equal([['/*']])
  })

  describe('without wildcards', () => {
    const start = () => strangerWorld({ cdn: strangerCdnWithoutWildcards })

    it('purges everything if the items include /*', async () => {
      const world = start()
      expect(await run(world, jobWith({ items: ['/a', '/b/*', '/*'] }))).to.include({ _tag: 'Success', pathCount: 1 })
      expect(itemsSentTo(world)).to.deep.equal([['/*']])
    })

    it('rejects any other wildcard', async () => {
      expect(textOf(await run(start(), jobWith({ items: ['/a', '/b/*'] })))).to.include('items: Stranger CDN has no wildcards: "/b/*"')
    })

    it('rejects more paths than maxPaths, because nothing can be merged', async () => {
      const answer = await run(start(), jobWith({ maxPaths: 1, items: ['/a', '/b'] }))
      expect(textOf(answer)).to.include('Stranger CDN has no wildcards, so nothing can be merged')
    })

    it('rejects credentials if the CDN has none', async () => {
      expect(textOf(await run(start(), jobWith({ items: ['/a'], tokenName: 'deploy' })))).to.include('tokenName: unknown key')
    })
  })
})
