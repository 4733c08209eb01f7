import { expect } from 'chai'
import { isSuccess, readStatus, unreadable } from '../../../../src/adapters/http/read-status.ts'
import type { CdnFailure } from '../../../../src/domain/cdn/cdn-failure.ts'

const read = (status: number, retryAfter?: string) => readStatus({ status, retryAfter, body: '' }, 'SOME_BASE_URL')

const redirect = (status: number): CdnFailure => ({
  _tag: 'RequestRejected',
  code: `a redirect (${status})`,
  hint: 'Check SOME_BASE_URL, and proxies on the way.',
})

describe('readStatus', () => {
  const failures: ReadonlyArray<readonly [number, CdnFailure]> = [
    [300, redirect(300)],
    [308, redirect(308)],
    [399, redirect(399)],
    [408, { _tag: 'CdnUnavailable', code: '408' }],
    [413, { _tag: 'RequestTooLarge' }],
    [429, { _tag: 'Throttled', code: '429' }],
    [500, { _tag: 'CdnUnavailable', code: '500' }],
    [599, { _tag: 'CdnUnavailable', code: '599' }],
  ]
  for (const [status, failure] of failures) {
    it(`reads ${status} as ${failure._tag}`, () => {
      expect(read(status)).to.deep.equal(failure)
    })
  }

  it('shows how many seconds to wait, if the response says so in digits', () => {
    expect(read(429, '12')).to.deep.equal({ _tag: 'Throttled', code: '429, retry after 12 s', retryAfterSeconds: 12 })
    for (const strange of ['Fri, 27 Nov 2026 01:00:00 GMT', '12 parsecs', 'x12', '', '1'.repeat(10_000)])
      expect(read(429, strange)).to.include({ code: '429' })
  })

  it('leaves every other status to the body', () => {
    for (const status of [0, 100, 199, 200, 204, 299, 400, 401, 403, 404, 407, 412, 422, 428, 499]) expect(read(status)).to.equal(undefined)
  })
})

describe('isSuccess', () => {
  it('is true from 200 to 299', () => {
    expect([0, 199, 200, 299, 300, 400].map(isSuccess)).to.deep.equal([false, false, true, true, false, false])
  })
})

describe('unreadable', () => {
  it('is transient, and names the status', () => {
    expect(unreadable(200)).to.deep.equal({ _tag: 'NoAnswer', reason: 'the response with status 200 could not be read' })
  })
})
