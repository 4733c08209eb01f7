import { expect } from 'chai'
import * as E from 'fp-ts/lib/Either.js'
import { type LocalCloudflare, refusal } from '../../../local/cloudflare/server.ts'
import type { Fault } from '../../../local/http/server.ts'
import { capabilities } from '../../../src/adapters/cloudflare/capabilities.ts'
import { cloudflareInvalidator } from '../../../src/adapters/cloudflare/cloudflare-invalidator.ts'
import { tokenInVariable } from '../../../src/adapters/http/api-token.ts'
import type { Removal } from '../../../src/domain/cdn/capabilities.ts'
import type { CdnFailure } from '../../../src/domain/cdn/cdn-failure.ts'
import type { InvalidationRequest } from '../../../src/domain/cdn/invalidation.ts'
import type { CdnInvalidator } from '../../../src/ports/cdn-invalidator.ts'
import { cdnInvalidatorContract } from '../../../src/testing/contracts/cdn-invalidator.ts'
import { item } from '../../support/builders/arbitraries.ts'
import { leftOf, rightOf } from '../../support/either.ts'
import { page, purgeApiSuite, replying, unreadable } from '../../support/suites/purge-api.ts'
import { apiToken, host, localCloudflarePerTest, otherZone, unknownZone, zone } from '../../support/worlds/local-cloudflare.ts'

const refused = (status: number, code: number, message = 'm'): Fault => replying(refusal(status, { code, message }))

const adapterOf = ({ baseUrl }: Pick<LocalCloudflare, 'baseUrl'>, token = apiToken, removal: Removal = 'remove'): CdnInvalidator =>
  cloudflareInvalidator(tokenInVariable('CLOUDFLARE_API_TOKEN', token), E.right({ baseUrl, removal }))

/** How Cloudflare receives an item. */
const wireForm = (text: string): string => {
  if (text === '/*') return host
  if (text.startsWith('#')) return text.slice(1)
  return text.endsWith('/*') ? `${host}${text.slice(0, -1)}` : `https://${host}${text}`
}

const request: InvalidationRequest = { targetId: zone, host, items: [item('/a')], reference: 'r', credentials: undefined }

describe('Cloudflare, over HTTP against a local one', () => {
  const start = localCloudflarePerTest()

  cdnInvalidatorContract<Fault>('Cloudflare', {
    capabilities,
    targets: { known: zone, other: otherZone, unknown: unknownZone },
    host,
    wireForm,
    secrets: [apiToken],
    faults: {
      Denied: refused(403, 10_000),
      TooLarge: page(413),
      Throttled: page(429, { 'retry-after': '12' }),
      ServerError: page(503),
      Rejected: refused(400, 1107, `No ${apiToken}`),
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
  purgeApiSuite({
    name: 'Cloudflare',
    token: apiToken,
    keys: { token: 'CLOUDFLARE_API_TOKEN', baseUrl: 'CLOUDFLARE_BASE_URL' },
    start,
    adapterOf,
    request,
    accepted: id => ({ success: true, result: { id } }),
    refusals: (status, message) => [1, 1082].map(code => refusal(status, { code, message })),
    denied,
    strange: [
      [
        'a success whose body says otherwise',
        refused(200, 1015, 'No'),
        { _tag: 'RequestRejected', code: '200', hint: 'Cloudflare gave these reasons: 1015 No' },
      ],
      ['a page with a status of rejection', page(403), unreadable(403)],
    ],
  })
})
