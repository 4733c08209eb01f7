import { expect } from 'chai'
import * as E from 'fp-ts/lib/Either.js'
import { type LocalCloudflare, refusal } from '../../../local/cloudflare/server.ts'
import type { Fault, Reply } from '../../../local/http/server.ts'
import { capabilities } from '../../../src/adapters/cloudflare/capabilities.ts'
import { cloudflareInvalidator } from '../../../src/adapters/cloudflare/cloudflare-invalidator.ts'
import { tokenInVariable } from '../../../src/adapters/http/api-token.ts'
import { post } from '../../../src/adapters/http/post.ts'
import type { Removal } from '../../../src/domain/cdn/capabilities.ts'
import type { CdnFailure } from '../../../src/domain/cdn/cdn-failure.ts'
import type { InvalidationRequest } from '../../../src/domain/cdn/invalidation.ts'
import type { CdnInvalidator } from '../../../src/ports/cdn-invalidator.ts'
import { cdnInvalidatorContract } from '../../../src/testing/contracts/cdn-invalidator.ts'
import { item } from '../../support/builders/arbitraries.ts'
import { leftOf, rightOf } from '../../support/either.ts'
import { apiToken, host, localCloudflarePerTest, otherZone, unknownZone, zone } from '../../support/worlds/local-cloudflare.ts'

const replying = (reply: Reply): Fault => ({ kind: 'reply', reply })

const refused = (status: number, code: number, message = 'm'): Fault => replying(refusal(status, { code, message }))

const page = (status: number, headers: Reply['headers'] = {}): Fault =>
  replying({ status, headers: { 'content-type': 'text/html', ...headers }, body: '<html>A proxy</html>' })

const adapterOf = ({ baseUrl }: Pick<LocalCloudflare, 'baseUrl'>, token = apiToken, removal: Removal = 'remove'): CdnInvalidator =>
  cloudflareInvalidator(tokenInVariable('CLOUDFLARE_API_TOKEN', token), E.right({ baseUrl, removal }))

/** How Cloudflare receives an item. */
const wireForm = (text: string): string => {
  if (text === '/*') return host
  if (text.startsWith('#')) return text.slice(1)
  return text.endsWith('/*') ? `${host}${text.slice(0, -1)}` : `https://${host}${text}`
}

const request: InvalidationRequest = { targetId: zone, host, items: [item('/a')], reference: 'r', credentials: undefined }

/** A success with a body of this many bytes. */
const paddedTo = (bytes: number): Reply => {
  const bodyWith = (pad: string) => JSON.stringify({ pad, success: true, result: { id: 'padded' } })
  return { status: 200, body: bodyWith('x'.repeat(bytes - bodyWith('').length)) }
}

describe('Cloudflare, over HTTP against a local one', () => {
  const start = localCloudflarePerTest()

  cdnInvalidatorContract<Fault>('Cloudflare', {
    capabilities,
    targets: { known: zone, other: otherZone, unknown: unknownZone },
    host,
    wireForm,
    faults: {
      Denied: refused(403, 10_000),
      TooLarge: page(413),
      Throttled: page(429, { 'retry-after': '12' }),
      ServerError: page(503),
      Rejected: refused(400, 1107),
      Garbled: page(200),
      LostBefore: { kind: 'drop', after: false },
      LostAfter: { kind: 'drop', after: true },
      Hang: { kind: 'hang' },
    },
    start: async () => {
      const server = await start()
      return {
        cdn: adapterOf(server),
        arrange: server.schedule,
        created: () => server.purges().map(({ field, values }) => ({ items: field === 'purge_everything' ? ['*'] : values })),
        calls: () => server.calls().length,
      }
    },
  })

  const kinds: ReadonlyArray<readonly [string, Partial<InvalidationRequest>, string, ReadonlyArray<string>]> = [
    ['paths as URLs', { items: [item('/a?x=1'), item('/ü')] }, 'files', [`https://${host}/a?x=1`, `https://${host}/%C3%BC`]],
    ['wildcards as prefixes', { items: [item('/a/*'), item('/b/c/*')] }, 'prefixes', [`${host}/a/`, `${host}/b/c/`]],
    ['tags without the #', { items: [item('#a'), item('#b')] }, 'tags', ['a', 'b']],
    ['everything of a host as that host', { items: [item('/*')] }, 'hosts', [host]],
    ['everything of all hosts as the zone', { items: [item('/*')], host: '*' }, 'purge_everything', []],
    ['tags, whatever the host', { items: [item('#a')], host: '*' }, 'tags', ['a']],
  ]
  for (const [what, change, field, values] of kinds) {
    it(`sends ${what}`, async () => {
      const server = await start()
      const created = rightOf(await adapterOf(server).invalidate({ ...request, ...change }, 2_000)())
      expect(created).to.deep.equal({ id: zone, status: 'InProgress' })
      expect(server.purges()).to.deep.equal([{ zone, endpoint: 'purge_cache', field, values }])
    })
  }

  it('revalidates instead of removing, if the deployment says so', async () => {
    const server = await start()
    rightOf(await adapterOf(server, apiToken, 'revalidate').invalidate(request, 2_000)())
    expect(server.purges()).to.deep.equal([{ zone, endpoint: 'invalidate_cache', field: 'files', values: [`https://${host}/a`] }])
  })

  it('sends the token as a header, and JSON', async () => {
    const server = await start()
    await adapterOf(server, ` ${apiToken}\n`).invalidate(request, 2_000)()
    expect(server.calls()[0]?.headers).to.include({
      authorization: `Bearer ${apiToken}`,
      'content-type': 'application/json',
      accept: 'application/json',
      'user-agent': 'cloudfront-invalidator',
    })
  })

  it('rejects a path without the name of its host, without a call', async () => {
    const server = await start()
    const failure = leftOf(await adapterOf(server).invalidate({ ...request, host: '*' }, 2_000)())
    expect(failure._tag).to.equal('RequestRejected')
    expect(server.calls()).to.deep.equal([])
  })

  const denied = (hint: string): CdnFailure => ({
    _tag: 'InvalidationDenied',
    permission: 'Zone → Cache Purge → Purge',
    resource: `zone ${zone}`,
    hint,
  })
  const unreadable = (status: number): CdnFailure => ({ _tag: 'NoAnswer', reason: `the response with status ${status} could not be read` })

  const strange: ReadonlyArray<readonly [string, Fault, CdnFailure]> = [
    [
      'a success whose body says otherwise',
      refused(200, 1015, 'No'),
      { _tag: 'RequestRejected', code: '200', hint: 'Cloudflare gave these reasons: 1015 No' },
    ],
    ['a page with a status of success', page(200), unreadable(200)],
    ['a page with a status of rejection', page(403), unreadable(403)],
    ['an answer that is cut off', { kind: 'half' }, { _tag: 'NoAnswer', reason: 'ECONNRESET' }],
    ['an answer that is too long', replying(paddedTo(100_001)), unreadable(200)],
    [
      'a redirect',
      page(301, { location: 'http://127.0.0.1:1/' }),
      { _tag: 'RequestRejected', code: 'a redirect (301)', hint: 'Check CLOUDFLARE_BASE_URL, and proxies on the way.' },
    ],
    ['a throttled request', page(429, { 'retry-after': '12' }), { _tag: 'Throttled', code: '429, retry after 12 s' }],
  ]
  for (const [what, fault, failure] of strange) {
    it(`reads ${what} as ${failure._tag}, and calls once`, async () => {
      const server = await start()
      server.schedule(fault)
      expect(leftOf(await adapterOf(server).invalidate(request, 2_000)())).to.deep.equal(failure)
      expect(server.calls()).to.have.length(1)
    })
  }

  it('reads an answer of 100,000 bytes', async () => {
    const server = await start()
    server.schedule(replying(paddedTo(100_000)))
    expect(rightOf(await adapterOf(server).invalidate(request, 2_000)())).to.include({ id: 'padded' })
  })

  it('reads reasons in any alphabet', async () => {
    const server = await start()
    server.schedule(refused(400, 1, 'größe 日本'))
    expect(leftOf(await adapterOf(server).invalidate(request, 2_000)())).to.include({
      hint: 'Cloudflare gave these reasons: 1 größe 日本',
    })
  })

  it('sends the token only through TLS, if the URL says https', async () => {
    const server = await start()
    const baseUrl = server.baseUrl.replace('http:', 'https:')
    const failure = leftOf(await adapterOf({ baseUrl }).invalidate(request, 2_000)())
    expect(failure)
      .to.have.property('reason')
      .that.matches(/SSL|EPROTO/)
    expect(server.calls()).to.deep.equal([])
  })

  it('ends a call with its signal', async () => {
    const server = await start()
    const error: unknown = await post(server.baseUrl, {}, {}, AbortSignal.abort()).catch(thrown => thrown)
    expect(error).to.have.property('name', 'AbortError')
    expect(server.calls()).to.deep.equal([])
  })

  it('finds no earlier request, because Cloudflare keeps none', async () => {
    const server = await start()
    expect(rightOf(await adapterOf(server).find(request, 2_000)())).to.equal(undefined)
    expect(server.calls()).to.deep.equal([])
  })

  it('claims no completion', async () => {
    const server = await start()
    expect(rightOf(await adapterOf(server).statusOf({ targetId: zone, invalidationId: 'i', credentials: undefined }, 2_000)())).to.equal(
      'InProgress',
    )
    expect(server.calls()).to.deep.equal([])
  })

  it('reports a connection that stays silent as soon as its time is over', async () => {
    const server = await start()
    server.schedule({ kind: 'hang' })
    expect(leftOf(await adapterOf(server).invalidate(request, 50)())).to.deep.equal({ _tag: 'NoAnswer', reason: 'it took too long' })
  })

  it('has no answer from a port on which nobody listens', async () => {
    const failure = leftOf(await adapterOf({ baseUrl: 'http://127.0.0.1:1' }).invalidate(request, 2_000)())
    expect(failure).to.deep.equal({ _tag: 'NoAnswer', reason: 'ECONNREFUSED' })
  })

  it('reports a token that Cloudflare does not know', async () => {
    const failure = leftOf(await adapterOf(await start(), 'other').invalidate(request, 2_000)())
    expect(failure).to.deep.equal(denied('Cloudflare does not accept the API token: it may be incomplete, expired or deleted.'))
  })

  it('does not call without a token', async () => {
    const server = await start()
    const failure = leftOf(await adapterOf(server, '').invalidate(request, 2_000)())
    expect(failure).to.deep.equal(denied('No API token found in CLOUDFLARE_API_TOKEN. Store only the token, as plain text.'))
    expect(server.calls()).to.deep.equal([])
  })

  it('shows the token in no failure, even if the answer repeats it', async () => {
    const server = await start()
    for (const status of [200, 400, 401, 403, 404, 422]) {
      server.schedule(refused(status, 1082, `token ${apiToken}`), refused(status, 1, `Bearer ${apiToken}`))
      for (const attempt of [1, 2]) {
        const failure = leftOf(await adapterOf(server).invalidate(request, 2_000)())
        expect(JSON.stringify(failure), `${status}, attempt ${attempt}`).to.not.include(apiToken)
      }
    }
  })
})
