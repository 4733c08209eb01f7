import { expect } from 'chai'
import * as E from 'fp-ts/lib/Either.js'
import { type LocalFastly, refusal } from '../../../local/fastly/server.ts'
import { type Fault, json } from '../../../local/http/server.ts'
import { capabilities } from '../../../src/adapters/fastly/capabilities.ts'
import { fastlyInvalidator } from '../../../src/adapters/fastly/fastly-invalidator.ts'
import { tokenInVariable } from '../../../src/adapters/http/api-token.ts'
import type { CdnFailure } from '../../../src/domain/cdn/cdn-failure.ts'
import type { InvalidationRequest } from '../../../src/domain/cdn/invalidation.ts'
import { readItem } from '../../../src/domain/items/read-item.ts'
import type { CdnInvalidator } from '../../../src/ports/cdn-invalidator.ts'
import { cdnInvalidatorContract } from '../../../src/testing/contracts/cdn-invalidator.ts'
import { item } from '../../support/builders/arbitraries.ts'
import { leftOf, rightOf } from '../../support/either.ts'
import { page, purgeApiSuite, replying } from '../../support/suites/purge-api.ts'
import { apiToken, host, localFastlyPerTest, otherService, service, unknownService } from '../../support/worlds/local-fastly.ts'

const adapterOf = ({ baseUrl }: Pick<LocalFastly, 'baseUrl'>, token = apiToken): CdnInvalidator =>
  fastlyInvalidator(tokenInVariable('FASTLY_API_TOKEN', token), E.right({ baseUrl, removal: 'revalidate' }))

/** How Fastly receives an item: in a URL, browsers encode a quote after the question mark. */
const wireForm = (text: string): string => {
  if (text === '/*') return 'everything'
  return text.startsWith('#') ? text.slice(1) : `${host}${text.replaceAll("'", '%27')}`
}

const request: InvalidationRequest = { targetId: service, host, items: [item('/a')], reference: 'r', credentials: undefined }

describe('Fastly, over HTTP against a local one', () => {
  const start = localFastlyPerTest()

  cdnInvalidatorContract<Fault>('Fastly', {
    capabilities,
    targets: { known: service, other: otherService, unknown: unknownService },
    host,
    itemOfTarget: '#tag',
    wireForm,
    secrets: [apiToken],
    faults: {
      Denied: replying(json(403, { msg: 'You are not authorized to perform this action' })),
      TooLarge: page(413),
      Throttled: page(429, { 'retry-after': '12' }),
      ServerError: page(503),
      Rejected: replying(refusal(400, `No ${apiToken}`)),
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
        created: () => server.purges().map(({ values }) => ({ items: values.length === 0 ? ['everything'] : values })),
        calls: () => server.calls().length,
      }
    },
  })

  const first = '108-1391560174-974124'
  const kinds: ReadonlyArray<readonly [string, Partial<InvalidationRequest>, string, object, string]> = [
    ['a path as a URL', {}, `/purge/${host}/a`, { service: undefined, soft: true, values: [`${host}/a`] }, first],
    [
      'a path with its query string',
      { items: [item('/ü b?x=1&y=2')] },
      `/purge/${host}/%C3%BC%20b?x=1&y=2`,
      { service: undefined, soft: true, values: [`${host}/%C3%BC%20b?x=1&y=2`] },
      first,
    ],
    [
      'a path whose query string is empty, which is another one for a cache',
      { items: [item('/a?')] },
      `/purge/${host}/a?`,
      { service: undefined, soft: true, values: [`${host}/a?`] },
      first,
    ],
    [
      'tags as surrogate keys, whatever the host',
      { items: [item('#a'), item('#b')], host: undefined },
      `/service/${service}/purge`,
      { service, soft: true, values: ['a', 'b'] },
      first,
    ],
    [
      'everything of all hosts, which cannot be soft',
      { items: [item('/*')], host: '*' },
      `/service/${service}/purge_all`,
      { service, soft: false, values: [] },
      'purge_all',
    ],
  ]
  for (const [what, change, path, purge, id] of kinds) {
    it(`sends ${what}`, async () => {
      const server = await start()
      const created = rightOf(await adapterOf(server).invalidate({ ...request, ...change }, 2_000)())
      expect(created).to.deep.equal({ id, status: 'InProgress' })
      expect(server.calls().map(call => call.path)).to.deep.equal([path])
      expect(server.purges()).to.deep.equal([purge])
    })
  }

  it('removes instead of revalidating, if the deployment says so', async () => {
    const server = await start()
    const adapter = fastlyInvalidator(
      tokenInVariable('FASTLY_API_TOKEN', apiToken),
      E.right({ baseUrl: server.baseUrl, removal: 'remove' }),
    )
    rightOf(await adapter.invalidate(request, 2_000)())
    rightOf(await adapter.invalidate({ ...request, items: [item('#a')] }, 2_000)())
    expect(server.purges().map(({ soft }) => soft)).to.deep.equal([false, false])
  })

  it('sends the token as a header, and a body only if there is one', async () => {
    const server = await start()
    const adapter = adapterOf(server, ` ${apiToken}\n`)
    await adapter.invalidate(request, 2_000)()
    await adapter.invalidate({ ...request, items: [item('#a')] }, 2_000)()
    const [url, keys] = server.calls().map(({ headers }) => headers)
    expect(url).to.include({ 'fastly-key': apiToken, 'fastly-soft-purge': '1', accept: 'application/json', 'content-length': '0' })
    expect(url).to.not.have.property('content-type')
    expect(keys).to.include({ 'fastly-key': apiToken, 'content-type': 'application/json' })
  })

  it('reads the ids of as many tags as a request holds, however long they are', async () => {
    const tag = (index: number) => rightOf(readItem(capabilities)(`#${String(index).padEnd(capabilities.tags?.maxLength ?? 0, '"')}`))
    const items = [tag(0), ...Array.from({ length: capabilities.maxItemsPerRequest - 1 }, (_, index) => tag(index + 1))] as const
    rightOf(await adapterOf(await start()).invalidate({ ...request, items }, 2_000)())
  })

  for (const change of [{ host: '*' }, { items: [item('/*')] as const }]) {
    it(`rejects ${JSON.stringify(change)} without a call`, async () => {
      const server = await start()
      expect(leftOf(await adapterOf(server).invalidate({ ...request, ...change }, 2_000)())).to.have.property('_tag', 'RequestRejected')
      expect(server.calls()).to.deep.equal([])
    })
  }

  const denied = (hint: string): CdnFailure => ({
    _tag: 'InvalidationDenied',
    permission: 'purge_select',
    resource: `service ${service}`,
    hint,
  })

  purgeApiSuite({
    name: 'Fastly',
    token: apiToken,
    keys: { token: 'FASTLY_API_TOKEN', baseUrl: 'FASTLY_API_ENDPOINT' },
    start,
    adapterOf,
    request,
    accepted: id => ({ status: 'ok', id }),
    refusals: (status, reason) => [refusal(status, reason), json(status, { msg: reason, detail: reason })],
    denied,
    strange: [
      [
        'a success whose body says otherwise',
        replying(refusal(200, 'No')),
        { _tag: 'RequestRejected', code: '200', hint: 'Fastly gave these reasons: No' },
      ],
      ['a page with a status of rejection', page(400), { _tag: 'RequestRejected', code: '400', hint: 'Fastly gave no reason.' }],
      ['a page that denies', page(403), denied('Give the API token this scope, and access to this service.')],
    ],
  })

  it('reports a host that no service has', async () => {
    const failure = leftOf(await adapterOf(await start()).invalidate({ ...request, host: 'other.example.com' }, 2_000)())
    expect(failure).to.include({ _tag: 'TargetNotFound', where: 'with this host' })
  })
})
