import { expect } from 'chai'
import { readSettings } from '../../../../src/adapters/cloudflare/settings.ts'
import { leftOf, rightOf } from '../../../support/either.ts'

const api = 'https://api.cloudflare.com/client/v4'

describe('readSettings', () => {
  it("defaults to Cloudflare's API and to removing", () => {
    const defaults = { baseUrl: api, removal: 'remove' }
    expect(rightOf(readSettings({}))).to.deep.equal(defaults)
    expect(rightOf(readSettings({ CLOUDFLARE_BASE_URL: '', CLOUDFLARE_REMOVAL: '', PATH: '/bin' }))).to.deep.equal(defaults)
  })

  it('reads both variables', () => {
    const environment = { CLOUDFLARE_BASE_URL: 'https://example.com', CLOUDFLARE_REMOVAL: 'revalidate' }
    expect(rightOf(readSettings(environment))).to.deep.equal({ baseUrl: 'https://example.com', removal: 'revalidate' })
    expect(rightOf(readSettings({ CLOUDFLARE_REMOVAL: 'remove' }))).to.include({ removal: 'remove' })
  })

  it('names every variable that is wrong, and shows no value', () => {
    expect(leftOf(readSettings({ CLOUDFLARE_BASE_URL: 'http://user:secret@example.com', CLOUDFLARE_REMOVAL: 'soft' }))).to.deep.equal({
      _tag: 'RequestRejected',
      code: 'invalid environment variables',
      hint: 'Correct them: CLOUDFLARE_BASE_URL: not a URL that starts with https://, ends with its host or path, and does not end with /; CLOUDFLARE_REMOVAL: expected "remove" or "revalidate", got a string.',
    })
  })
})
