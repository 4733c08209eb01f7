import { expect } from 'chai'
import { runJob } from '../../../src/application/run-job.ts'
import type { CdnFailure } from '../../../src/domain/cdn/cdn-failure.ts'
import type { InvalidationRequest } from '../../../src/domain/cdn/invalidation.ts'
import type { Answer } from '../../../src/domain/job/answer.ts'
import type { Job } from '../../../src/domain/job/job.ts'
import { strangerCdnWithoutWildcards } from '../../../src/testing/strangers/cdn.ts'
import { bytesOf } from '../../support/builders/artifacts.ts'
import { rightOf } from '../../support/either.ts'
import { host, itemsSentTo, jobWith, requestsTo, strangerJob, strangerWorld } from '../../support/worlds/strangers.ts'
import type { World } from '../../support/worlds/world.ts'

const minute = 60_000

const throttled = { _tag: 'Refuse', failure: { _tag: 'Throttled', code: '429' } } as const

/** Runs a job in one invocation of five minutes, and expects that the CI system received the answer that the run resolves with. */
const run = async (world: World, job: Job): Promise<Answer> => {
  const answer = rightOf(await runJob(world.ports)(job, world.clock.now() + 5 * minute)())
  expect(world.reporter.answers.get(strangerJob)).to.deep.equal(answer)
  return answer
}

const numbered = (count: number, text: (index: number) => string): ReadonlyArray<string> =>
  Array.from({ length: count }, (_, index) => text(index))

/** The text that the CI system shows. */
const textOf = (answer: Answer): string => (answer._tag === 'Failure' ? answer.message : answer.summary)

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
      summary: '3 paths (1 wildcard) on zone-1; invalidations I1, I2 in progress',
      status: 'InProgress',
      invalidationIds: ['I1', 'I2'],
      targetIds: ['zone-1'],
      pathCount: 3,
    })
  })

  it('sends the items to every zone, with the given credentials', async () => {
    const world = strangerWorld()
    await run(world, jobWith({ zone: ['zone-1', 'zone-2', 'zone-1'], tokenName: 'deploy', tokenScope: 'purge', items: ['/a'] }))
    const credentials = { principal: 'deploy', qualifier: 'purge' }
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

  const rejected: ReadonlyArray<readonly [what: string, parameters: object, reason: string]> = [
    ['a cache tag', { items: ['#news'] }, 'items: Stranger CDN has no cache tags: "#news"'],
    ['a query string', { items: ['/a?x=1'] }, 'items.0: "/a?x=1" has a ? or a |, which Stranger CDN cannot invalidate; try "/*"'],
    ['an encoded character that it does not support', { items: ['/a%7Cb'] }, 'items.0: "/a%7Cb" has a ? or a |'],
    [
      'a path that is too long',
      { items: [`/${'a'.repeat(1_024)}`] },
      'has 1025 characters when encoded; Stranger CDN accepts at most 1024',
    ],
    ['completion', { items: ['/a'], waitForCompletion: true }, 'waitForCompletion: Stranger CDN does not report when'],
    ['no host', { items: ['/a'], host: undefined }, 'host: missing'],
    ['a zone that is not a text', { items: ['/a'], zone: 1 }, 'zone: expected a zone, got a number'],
    ["another CDN's keys", { items: ['/a'], distributionId: 'E1' }, 'distributionId: unknown key'],
    ['a scope without a token', { items: ['/a'], tokenScope: 'purge' }, 'tokenScope: requires tokenName'],
    ['more time than it has', { items: ['/a'], timeoutMinutes: 31 }, 'timeoutMinutes: expected an integer from 1 to 30'],
    ["a name by another CI system's rule", { itemsFrom: 'SiteOutput::items.txt' }, '"SiteOutput::items.txt" is not of the form'],
  ]
  for (const [what, parameters, reason] of rejected) {
    it(`rejects ${what}, in the terms of the CI system`, async () => {
      const world = strangerWorld()
      const answer = await run(world, jobWith(parameters))
      expect(answer).to.include({ _tag: 'Failure', kind: 'configuration' })
      expect(textOf(answer)).to.match(/^(Invalid inputs\. Correct them in the workflow:|The CDN cannot do what inputs ask for:)\n- /)
      expect(textOf(answer)).to.include(reason)
      expect(world.cdn.calls()).to.equal(0)
    })
  }

  it('rejects parameters that are not JSON, with the advice of the CI system', async () => {
    const answer = await run(strangerWorld({ ci: { maxMessageLength: 1_000 } }), { ...jobWith({}), parameters: '{"zone": ' })
    expect(textOf(answer)).to.match(
      /Expected an object such as {"zone": "zone-1", "items": \["\/\*"\]}\. A value in {{ }} has to be quoted\.$/,
    )
  })

  const long = numbered(5, index => `/${String(index).repeat(100)}/a*`)
  for (const [what, parameters] of [
    ['a long summary', { items: long }],
    ['a long summary of a dry run', { items: long, dryRun: true }],
    ['many issues', { items: numbered(20, index => `/${index}?`) }],
    ['a long reason', { items: ['/a'], zone: `zone-${'9'.repeat(1_000)}` }],
  ] as const) {
    it(`shortens the answer to 200 characters (${what})`, async () => {
      const answer = await run(strangerWorld(), jobWith(parameters))
      expect(textOf(answer)).to.have.length.within(100, 200)
    })
  }

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
    expect(textOf(answer)).to.include('Stranger CDN rejected 1 item as invalid: "/p/7". Everything else was submitted.')
    expect(itemsSentTo(world).flat()).to.deep.equal(items.filter(item => item !== '/p/7'))
  })

  const artifact = (location: string) => ({ name: 'site.output', location, credentials: undefined })

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
    world.history.record('release', {
      stage: 'go live',
      action: 'purge',
      status: 'Succeeded',
      startedAt: 1,
      endedAt: 2,
      inputs: [artifact('run 1')],
      parameters: String(job.parameters),
    })
    const answer = await run(world, job)
    expect(textOf(answer)).to.include('for 3 changed files')
    expect(itemsSentTo(world)).to.deep.equal([['/*']])
  })

  it('rejects queryStrings if the CDN cannot invalidate all query strings', async () => {
    const world = strangerWorld()
    world.artifacts.put('run 2', { a: bytesOf('1') })
    const changed = { artifact: 'site.output', pipeline: 'release', stage: 'go live', action: 'purge', queryStrings: true }
    const answer = await run(world, jobWith({ changed }, { artifacts: [artifact('run 2')] }))
    expect(textOf(answer)).to.include('changed.queryStrings: Stranger CDN cannot invalidate all query strings of a path')
  })

  it('rejects itemsFrom if the CI system keeps no artifacts', async () => {
    const world = strangerWorld({ ci: { keeps: undefined } })
    expect(textOf(await run(world, jobWith({ itemsFrom: 'site.output::items.txt' })))).to.include('itemsFrom: unknown key')
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
