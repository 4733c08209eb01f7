import { expect } from 'chai'
import { bytesOf } from '../../support/builders/artifacts.ts'
import { artifact, jobWith, numbered, run, strangerWorld, textOf } from '../../support/worlds/strangers.ts'

describe('runJob with parameters that the CI system or the CDN does not support', () => {
  const rejected: ReadonlyArray<readonly [what: string, parameters: object, reason: string]> = [
    ['a cache tag', { items: ['#news'] }, 'items: Stranger CDN has no cache tags: "#news"'],
    ['a query string', { items: ['/a?x=1'] }, 'items.0: "/a?x=1" has a ? or a |, which Stranger CDN cannot invalidate; try "/*"'],
    ['an encoded character that it does not support', { items: ['/a%7Cb'] }, 'items.0: "/a%7Cb" has a ? or a |'],
    ['a path that is too long', { items: [`/${'a'.repeat(1_024)}`] }, 'has 1025 characters; Stranger CDN accepts at most 1024'],
    ['a variable of the CI system', { items: ['/{{ tag }}'] }, 'items.0: "/{{ tag }}" has a value in {{ }} that was not replaced'],
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
})
