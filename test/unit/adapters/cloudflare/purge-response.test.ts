import { expect } from 'chai'
import fc from 'fast-check'
import { readResponse } from '../../../../src/adapters/cloudflare/purge-response.ts'
import type { HttpResponse } from '../../../../src/adapters/http/post.ts'
import type { CdnFailure } from '../../../../src/domain/cdn/cdn-failure.ts'
import { leftOf, rightOf } from '../../../support/either.ts'

const zone = '023e105f4ecef8ad9ca31a8372d0c353'
const token = 'T0ken-abcdefghijklmnopqrstuvwxyz-0123456'
const read = readResponse({ zone, token })

const answer = (status: number, body: string, retryAfter?: string): HttpResponse => ({ status, retryAfter, body })
const success = (result: object = { id: zone }) => JSON.stringify({ success: true, errors: [], messages: [], result })
const refusal = (...errors: ReadonlyArray<object>) => JSON.stringify({ success: false, errors, messages: [], result: null })

const denied = (hint: string): CdnFailure => ({
  _tag: 'InvalidationDenied',
  permission: 'Zone → Cache Purge → Purge',
  resource: `zone ${zone}`,
  hint,
})
const badToken = denied('Cloudflare does not accept the API token: it may be incomplete, expired or deleted.')
const noPermission = denied('Give the API token this permission on this zone, and check its IP address filter.')
const noZone: CdnFailure = { _tag: 'TargetNotFound', where: 'at Cloudflare', hint: "Check zone: its id is on the zone's overview page." }
const unreadable = (status: number): CdnFailure => ({ _tag: 'NoAnswer', reason: `the response with status ${status} could not be read` })
const rejected = (status: number, texts: string): CdnFailure => ({
  _tag: 'RequestRejected',
  code: String(status),
  hint: `Cloudflare gave these reasons: ${texts}`,
})
const redirect = (status: number): CdnFailure => ({
  _tag: 'RequestRejected',
  code: `a redirect (${status})`,
  hint: 'Check CLOUDFLARE_BASE_URL, and proxies on the way.',
})

describe('readResponse', () => {
  it('reads the id of an accepted request, which stays in progress', () => {
    for (const status of [200, 201, 202, 299])
      expect(rightOf(read(answer(status, success({ id: 'I1' }))))).to.deep.equal({ id: 'I1', status: 'InProgress' })
  })

  const failures: ReadonlyArray<readonly [string, HttpResponse, CdnFailure]> = [
    ['throttling', answer(429, '', '12'), { _tag: 'Throttled', code: '429, retry after 12 s', retryAfterSeconds: 12 }],
    ['throttling until a date', answer(429, '', 'Fri, 27 Nov 2026 01:00:00 GMT'), { _tag: 'Throttled', code: '429' }],
    ['throttling without a time', answer(429, success()), { _tag: 'Throttled', code: '429' }],
    ['throttling for a strange time', answer(429, '', '12 parsecs'), { _tag: 'Throttled', code: '429' }],
    ['throttling for a stranger time', answer(429, '', 'x12'), { _tag: 'Throttled', code: '429' }],
    ['a fault', answer(500, success()), { _tag: 'CdnUnavailable', code: '500' }],
    ['a fault of the edge', answer(522, '<html>'), { _tag: 'CdnUnavailable', code: '522' }],
    ['a timeout on its side', answer(408, ''), { _tag: 'CdnUnavailable', code: '408' }],
    ['a request that is too large', answer(413, '<html>'), { _tag: 'RequestTooLarge' }],
    ['the first redirect', answer(300, success()), redirect(300)],
    ['a redirect', answer(308, success()), redirect(308)],
    ['the last redirect', answer(399, success()), redirect(399)],
    ['a success that is none', answer(200, refusal({ code: 1015, message: 'No' })), rejected(200, '1015 No')],
    ['a success with a status of failure', answer(400, success()), unreadable(400)],
    ['a success with no status', answer(199, success()), unreadable(199)],
    ['a page', answer(200, '<html>'), unreadable(200)],
    ['nothing', answer(200, ''), unreadable(200)],
    ['half of an answer', answer(200, success().slice(0, -2)), unreadable(200)],
    ['a success without an id', answer(200, success({})), unreadable(200)],
    ['a success without a result', answer(200, '{"success": true}'), unreadable(200)],
    ['a failure without errors', answer(400, '{"success": false}'), unreadable(400)],
    ['neither success nor failure', answer(200, '{"result": {"id": "i"}}'), unreadable(200)],
    ['a page of a proxy that denies', answer(403, '<html>'), unreadable(403)],
    ['an unknown token', answer(401, refusal({ code: 10_000, message: 'Authentication error' })), badToken],
    ['a malformed token', answer(400, refusal({ code: 6003, message: 'Invalid request headers' })), badToken],
    ['an invalid token', answer(403, refusal({ code: 1, message: 'm' }, { code: 9109, message: 'Invalid access token' })), badToken],
    ['a missing permission', answer(403, refusal({ code: 10_000, message: 'Authentication error' })), noPermission],
    ['an unknown zone', answer(404, refusal({ code: 1, message: 'm' })), noZone],
    ['an impossible zone', answer(400, refusal({ code: 7003, message: 'Could not route' })), noZone],
    [
      'a URL of another zone',
      answer(400, refusal({ code: 1082, message: 'Not in this zone' })),
      {
        _tag: 'TargetNotFound',
        where: 'with this host',
        hint: 'Check host and zone. Cloudflare gave these reasons: 1082 Not in this zone',
      },
    ],
    ['an unknown code', answer(400, refusal({ code: 1107, message: 'Only' })), rejected(400, '1107 Only')],
    ['several', answer(422, refusal({ code: 1, message: 'a' }, { code: 2, message: 'b' })), rejected(422, '1 a; 2 b')],
  ]
  for (const [what, given, failure] of failures) {
    it(`reads ${what} as ${failure._tag}`, () => {
      expect(leftOf(read(given))).to.deep.equal(failure)
    })
  }

  it('never rejects an item, which would be split off, or widened', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 100, max: 599 }),
        fc.array(fc.integer({ min: 1_000, max: 10_100 }), { maxLength: 2 }),
        (status, codes) => {
          const body = refusal(...codes.map(code => ({ code, message: 'm' })))
          expect(leftOf(read(answer(status, body)))._tag).to.not.equal('ItemsRejected')
        },
      ),
    )
  })

  it('never shows the token, whatever the answer repeats', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 200, max: 599 }),
        fc.constantFrom(1, 1082, 6003, 7003),
        fc.constantFrom('', 'x', '"', ' ', 'Bearer '),
        fc.constantFrom('', 'y', '"', ' '),
        fc.constantFrom(token, 'short', 'plain-words-only'),
        (status, code, before, after, secret) => {
          const message = `${before}${secret}${after}`
          const failure = leftOf(readResponse({ zone, token: secret })(answer(status, refusal({ code, message }), secret)))
          expect(JSON.stringify(failure)).to.not.include(secret)
        },
      ),
    )
  })

  it('shows at most 200 characters of a message', () => {
    const failure = leftOf(read(answer(400, refusal({ code: 1, message: 'word '.repeat(1_000) }))))
    expect(JSON.stringify(failure)).to.have.length.below(350)
  })

  it('shows the first five of many reasons', () => {
    const many = Array.from({ length: 1_000 }, (_, code) => ({ code, message: 'no' }))
    expect(leftOf(read(answer(400, refusal(...many))))).to.have.property(
      'hint',
      'Cloudflare gave these reasons: 0 no; 1 no; 2 no; 3 no; 4 no',
    )
  })

  it('fails for every answer that does not say success', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 599 }), fc.json(), (status, body) => {
        expect(read(answer(status, body))._tag).to.equal('Left')
      }),
    )
  })
})
