import { expect } from 'chai'
import type { Fault, LocalApi, Reply } from '../../../local/http/server.ts'
import { post } from '../../../src/adapters/http/post.ts'
import type { CdnFailure } from '../../../src/domain/cdn/cdn-failure.ts'
import type { InvalidationRequest } from '../../../src/domain/cdn/invalidation.ts'
import type { CdnInvalidator } from '../../../src/ports/cdn-invalidator.ts'
import { leftOf, rightOf } from '../either.ts'

/** The fault that answers with this response. */
export const replying = (reply: Reply): Fault => ({ kind: 'reply', reply })

/** The fault that answers with a proxy's page. */
export const page = (status: number, headers: Reply['headers'] = {}): Fault =>
  replying({ status, headers: { 'content-type': 'text/html', ...headers }, body: '<html>A proxy</html>' })

/** The failure for a response whose body cannot be read. */
export const unreadable = (status: number): CdnFailure => ({
  _tag: 'NoAnswer',
  reason: `the response with status ${status} could not be read`,
})

/** Something that goes wrong: in words, as a fault, and as the adapter reads it. */
type Strange = readonly [what: string, fault: Fault, failure: CdnFailure]

/** What the suite needs to know about a CDN with a purge API. */
interface PurgeApi {
  readonly name: string
  /** The token that the local API knows. */
  readonly token: string
  /** The environment variables of the token and of the API's URL. */
  readonly keys: { readonly token: string; readonly baseUrl: string }
  readonly start: () => Promise<LocalApi>
  /** The adapter on a local API, by default with the token that it knows. */
  readonly adapterOf: (api: Pick<LocalApi, 'baseUrl'>, token?: string) => CdnInvalidator
  /** A request that the local API accepts. */
  readonly request: InvalidationRequest
  /** The body of a response that accepts it, under this id. */
  readonly accepted: (id: string) => object
  /** Responses that reject it for this reason. */
  readonly refusals: (status: number, reason: string) => ReadonlyArray<Reply>
  readonly denied: (hint: string) => CdnFailure
  /** Other responses, and how the adapter reads them. */
  readonly strange: ReadonlyArray<Strange>
}

/** What every adapter of a purge API must do in addition to the contract of a CDN. */
export const purgeApiSuite = (purgeApi: PurgeApi): void => {
  const { name, token, keys, start, adapterOf, request, accepted, refusals, denied } = purgeApi
  /** A success with a body of this many bytes. */
  const paddedTo = (bytes: number): Reply => {
    const bodyWith = (pad: string) => JSON.stringify({ ...accepted('padded'), pad })
    return { status: 200, body: bodyWith('x'.repeat(bytes - bodyWith('').length)) }
  }

  const strange: ReadonlyArray<Strange> = [
    ...purgeApi.strange,
    ['a page with a status of success', page(200), unreadable(200)],
    ['an answer that is cut off', { kind: 'half' }, { _tag: 'NoAnswer', reason: 'ECONNRESET' }],
    ['an answer that is too long', replying(paddedTo(2_000_001)), unreadable(200)],
    [
      'a redirect',
      page(301, { location: 'http://127.0.0.1:1/' }),
      { _tag: 'RequestRejected', code: 'a redirect (301)', hint: `Check ${keys.baseUrl}, and proxies on the way.` },
    ],
    [
      'a throttled request',
      page(429, { 'retry-after': '12' }),
      { _tag: 'Throttled', code: '429, retry after 12 s', retryAfterSeconds: 12 },
    ],
    ['a throttled request without a time', page(429), { _tag: 'Throttled', code: '429' }],
  ]
  for (const [what, fault, failure] of strange) {
    it(`reads ${what} as ${failure._tag}, and calls once`, async () => {
      const api = await start()
      api.schedule(fault)
      expect(leftOf(await adapterOf(api).invalidate(request, 2_000)())).to.deep.equal(failure)
      expect(api.calls()).to.have.length(1)
    })
  }

  it('reads an answer of 2,000,000 bytes', async () => {
    const api = await start()
    api.schedule(replying(paddedTo(2_000_000)))
    expect(rightOf(await adapterOf(api).invalidate(request, 2_000)())).to.include({ id: 'padded' })
  })

  it('asks for an answer that is not compressed', async () => {
    const api = await start()
    rightOf(await adapterOf(api).invalidate(request, 2_000)())
    expect(api.calls().map(({ headers }) => headers['accept-encoding'])).to.deep.equal(['identity'])
  })

  it('shows of an id what fits into a line, without control codes and the token', async () => {
    const api = await start()
    const ids = [`I1\u001b[2J\nI2 ${token}`, 'x'.repeat(201), '0123456789abcdef0123456789abcdef']
    api.schedule(...ids.map(id => replying({ status: 200, body: JSON.stringify(accepted(id)) })))
    const shown: string[] = []
    for (const _ of ids) shown.push(rightOf(await adapterOf(api).invalidate(request, 2_000)()).id)
    expect(shown).to.deep.equal(['I1 [2J I2 [redacted]', `${'x'.repeat(199)}…`, '0123456789abcdef0123456789abcdef'])
  })

  it('reads reasons in any alphabet', async () => {
    const api = await start()
    api.schedule(...refusals(400, 'größe 日本').slice(0, 1).map(replying))
    expect(leftOf(await adapterOf(api).invalidate(request, 2_000)()))
      .to.have.property('hint')
      .that.includes('größe 日本')
  })

  it('sends the token only through TLS, if the URL says https', async () => {
    const api = await start()
    const baseUrl = api.baseUrl.replace('http:', 'https:')
    const failure = leftOf(await adapterOf({ baseUrl }).invalidate(request, 2_000)())
    expect(failure)
      .to.have.property('reason')
      .that.matches(/SSL|EPROTO/)
    expect(api.calls()).to.deep.equal([])
  })

  it('ends a call with its signal', async () => {
    const api = await start()
    const error: unknown = await post(api.baseUrl, {}, {}, AbortSignal.abort()).catch(thrown => thrown)
    expect(error).to.have.property('name', 'AbortError')
    expect(api.calls()).to.deep.equal([])
  })

  it(`finds no earlier request, because ${name} keeps none, and claims no completion`, async () => {
    const api = await start()
    expect(rightOf(await adapterOf(api).find(request, 2_000)())).to.equal(undefined)
    const check = { targetId: request.targetId, invalidationId: 'i', credentials: undefined }
    expect(rightOf(await adapterOf(api).statusOf(check, 2_000)())).to.equal('InProgress')
    expect(api.calls()).to.deep.equal([])
  })

  it('reports a connection that stays silent as soon as its time is over', async () => {
    const api = await start()
    api.schedule({ kind: 'hang' })
    expect(leftOf(await adapterOf(api).invalidate(request, 50)())).to.deep.equal({ _tag: 'NoAnswer', reason: 'it took too long' })
  })

  it('fails with NoAnswer if nothing listens on the port', async () => {
    const failure = leftOf(await adapterOf({ baseUrl: 'http://127.0.0.1:1' }).invalidate(request, 2_000)())
    expect(failure).to.deep.equal({ _tag: 'NoAnswer', reason: 'ECONNREFUSED' })
  })

  it(`reports a token that ${name} does not know`, async () => {
    const failure = leftOf(await adapterOf(await start(), 'other').invalidate(request, 2_000)())
    expect(failure).to.deep.equal(denied(`${name} does not accept the API token: it may be incomplete, expired or deleted.`))
  })

  it('does not call without a token', async () => {
    const api = await start()
    const failure = leftOf(await adapterOf(api, '').invalidate(request, 2_000)())
    expect(failure).to.deep.equal(denied(`No API token found in ${keys.token}. Store only the token, as plain text.`))
    expect(api.calls()).to.deep.equal([])
  })

  it('shows the token in no failure, even if the answer repeats it', async () => {
    const api = await start()
    for (const status of [200, 400, 401, 403, 404, 422]) {
      for (const reply of [...refusals(status, `token ${token}`), ...refusals(status, `Bearer ${token}`)]) {
        api.schedule(replying(reply))
        const failure = leftOf(await adapterOf(api).invalidate(request, 2_000)())
        expect(JSON.stringify(failure), `${status} ${reply.body}`).to.not.include(token)
      }
    }
  })
}
