import { expect } from 'chai'
import fc from 'fast-check'
import type { Purge } from '../../../../src/adapters/fastly/purge-request.ts'
import { readResponse } from '../../../../src/adapters/fastly/purge-response.ts'
import type { HttpResponse } from '../../../../src/adapters/http/post.ts'
import type { CdnFailure } from '../../../../src/domain/cdn/cdn-failure.ts'
import { leftOf, rightOf } from '../../../support/either.ts'

const service = 'SU1Z0isxPaozGVKXdv0eY'
const token = 'T0ken-abcdefghijklmnopqrstuvwxyz-0123456'

const url: Purge = { _tag: 'Url', url: 'www.example.com/a' }
const twoKeys: Purge = { _tag: 'Keys', keys: ['b', 'a'] }
const everything: Purge = { _tag: 'Everything' }

const answer = (status: number, body: string | object, retryAfter?: string): HttpResponse => ({
  status,
  retryAfter,
  body: typeof body === 'string' ? body : JSON.stringify(body),
})

const read = (purge: Purge, status: number, body: string | object, retryAfter?: string) =>
  readResponse({ service, purge, token })(answer(status, body, retryAfter))

const accepted = (id: string) => ({ id, status: 'InProgress' })
const unreadable = (status: number): CdnFailure => ({ _tag: 'NoAnswer', reason: `the response with status ${status} could not be read` })
const rejected = (status: number, hint: string): CdnFailure => ({ _tag: 'RequestRejected', code: String(status), hint })
const denied = (permission: string, hint: string): CdnFailure => ({
  _tag: 'InvalidationDenied',
  permission,
  resource: `service ${service}`,
  hint,
})
const noReason = 'Fastly gave no reason.'

describe('readResponse', () => {
  it('reads the id of an accepted URL, which stays in progress', () => {
    for (const status of [200, 201, 202, 299]) expect(rightOf(read(url, status, { status: 'ok', id: 'I1' }))).to.deep.equal(accepted('I1'))
  })

  it('reads the id of the first key that was sent', () => {
    expect(rightOf(read(twoKeys, 200, { a: 'I1', b: 'I2' }))).to.deep.equal(accepted('I2'))
    expect(rightOf(read(twoKeys, 200, { a: 'I1', b: 'I2', c: 'I3' }))).to.deep.equal(accepted('I2'))
  })

  it('reads the id of a key with any name', () => {
    for (const key of ['status', 'reason', 'constructor', '__proto__', 'ok', 'fail'])
      expect(rightOf(read({ _tag: 'Keys', keys: [key] }, 200, `{"${key}": "I1"}`)), key).to.deep.equal(accepted('I1'))
  })

  it('names the request for a whole service, which has no id', () => {
    expect(rightOf(read(everything, 200, { status: 'ok' }))).to.deep.equal(accepted('purge_all'))
  })

  const failures: ReadonlyArray<readonly [string, Purge, number, string | object, CdnFailure]> = [
    ['throttling', url, 429, '', { _tag: 'Throttled', code: '429' }],
    ['a fault', url, 500, { status: 'ok', id: 'I1' }, { _tag: 'CdnUnavailable', code: '500' }],
    ['a fault of the edge', everything, 503, '<html>', { _tag: 'CdnUnavailable', code: '503' }],
    ['a request that is too large', twoKeys, 413, '', { _tag: 'RequestTooLarge' }],
    [
      'a redirect',
      url,
      302,
      { status: 'ok', id: 'I1' },
      { _tag: 'RequestRejected', code: 'a redirect (302)', hint: 'Check FASTLY_API_ENDPOINT, and proxies on the way.' },
    ],
    ['a status of no success', url, 199, { status: 'ok', id: 'I1' }, unreadable(199)],
    ['a page', url, 200, '<html>', unreadable(200)],
    ['nothing', everything, 200, '', unreadable(200)],
    ['half of an answer', url, 200, '{"status": "ok", "id": "I1"', unreadable(200)],
    ['a URL without an id', url, 200, { status: 'ok' }, unreadable(200)],
    ['a URL without a status', url, 200, { id: 'I1' }, unreadable(200)],
    ['a service without a status', everything, 200, {}, unreadable(200)],
    ['keys without ids', twoKeys, 200, { status: 'ok' }, unreadable(200)],
    ['a key without an id', twoKeys, 200, { b: 'I1' }, unreadable(200)],
    ['an id that is a number', twoKeys, 200, { a: 1, b: 2 }, unreadable(200)],
    ['a key that only JavaScript has', { _tag: 'Keys', keys: ['constructor'] }, 200, {}, unreadable(200)],
    ['keys as a list', twoKeys, 200, ['I1', 'I2'], unreadable(200)],
    ['a URL that failed', url, 200, { status: 'fail', reason: 'No' }, rejected(200, 'Fastly gave these reasons: No')],
    ['a URL that did not end well', url, 200, { status: 'error', id: 'I1' }, rejected(200, noReason)],
    ['a service that failed', everything, 200, { status: 'fail' }, rejected(200, noReason)],
    ['keys that failed', twoKeys, 200, { status: 'fail', reason: 'No' }, rejected(200, 'Fastly gave these reasons: No')],
    ['a key "status" that failed', { _tag: 'Keys', keys: ['status'] }, 200, { status: 'fail' }, rejected(200, noReason)],
    [
      'too many keys',
      twoKeys,
      400,
      { status: 'fail', reason: 'Batch surrogate key request only supports up to 256 surrogate keys' },
      rejected(400, 'Fastly gave these reasons: Batch surrogate key request only supports up to 256 surrogate keys'),
    ],
    ['two reasons', url, 400, { msg: 'Bad request', detail: 'No host' }, rejected(400, 'Fastly gave these reasons: Bad request; No host')],
    ['a reason that is not text', url, 400, { msg: { error: 1 } }, rejected(400, noReason)],
    ['a rejection without a body', url, 405, '', rejected(405, noReason)],
    ['a rejection that says ok', url, 400, { status: 'ok', id: 'I1' }, rejected(400, noReason)],
    [
      'an unknown token',
      url,
      401,
      { msg: 'Provided credentials are missing or invalid' },
      denied('purge_select', 'Fastly does not accept the API token: it may be incomplete, expired or deleted.'),
    ],
    ['a token without the scope', twoKeys, 403, '', denied('purge_select', 'Give the API token this scope, and access to this service.')],
    [
      'a token without the scope for everything',
      everything,
      403,
      '<html>',
      denied('purge_all', 'Give the API token this scope, and access to this service.'),
    ],
    [
      'an unknown service',
      twoKeys,
      404,
      { msg: 'Record not found', detail: 'Cannot find service' },
      {
        _tag: 'TargetNotFound',
        where: 'at Fastly',
        hint: "Check service: its id is next to its name in Fastly's control panel.",
      },
    ],
    [
      'an unknown host',
      url,
      404,
      '',
      { _tag: 'TargetNotFound', where: 'with this host', hint: 'Check host: no service of the token has it.' },
    ],
  ]
  for (const [what, purge, status, body, failure] of failures) {
    it(`reads ${what} as ${failure._tag}`, () => {
      expect(leftOf(read(purge, status, body))).to.deep.equal(failure)
    })
  }

  const purges = fc.constantFrom(url, twoKeys, everything)

  it('fails for every status that is not a success, whatever the body says', () => {
    fc.assert(
      fc.property(
        purges,
        fc.integer({ min: 100, max: 599 }).filter(status => status < 200 || status >= 300),
        fc.constantFrom<string | object>({ status: 'ok', id: 'I1', a: 'I2', b: 'I3' }, { status: 'ok' }, '', '<html>', '[]'),
        (purge, status, body) => {
          expect(read(purge, status, body)._tag).to.equal('Left')
        },
      ),
    )
  })

  it('never rejects an item, which would be left out', () => {
    fc.assert(
      fc.property(purges, fc.integer({ min: 300, max: 599 }), fc.json(), (purge, status, body) => {
        expect(leftOf(read(purge, status, body))._tag).to.not.equal('ItemsRejected')
      }),
    )
  })

  it('fails for every answer that does not say success', () => {
    fc.assert(
      fc.property(purges, fc.json(), (purge, body) => {
        expect(read(purge, 200, body)._tag).to.equal('Left')
      }),
    )
  })

  it('never shows the token, whatever the answer repeats', () => {
    fc.assert(
      fc.property(
        purges,
        fc.integer({ min: 200, max: 599 }),
        fc.constantFrom('reason', 'msg', 'detail', 'details'),
        fc.constantFrom('', 'x', '"', ' ', 'Bearer '),
        fc.constantFrom(token, 'short', 'plain-words-only'),
        (purge, status, field, before, secret) => {
          const body = { status: 'fail', [field]: `${before}${secret} ` }
          const failure = leftOf(readResponse({ service, purge, token: secret })(answer(status, body, secret)))
          expect(JSON.stringify(failure)).to.not.include(secret)
        },
      ),
    )
  })

  it('shows at most 200 characters of a reason', () => {
    expect(JSON.stringify(leftOf(read(url, 400, { reason: 'word '.repeat(1_000) })))).to.have.length.below(350)
  })
})
