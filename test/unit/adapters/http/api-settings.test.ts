import { expect } from 'chai'
import { readApiSettings } from '../../../../src/adapters/http/api-settings.ts'
import { leftOf, rightOf } from '../../../support/either.ts'

const api = 'https://api.example.com/v4'
const keys = { baseUrl: 'SOME_BASE_URL', removal: 'SOME_REMOVAL' }

const read = readApiSettings({ keys, baseUrl: api, removals: ['revalidate', 'remove'] })

describe('readApiSettings', () => {
  it("defaults to the CDN's API and its first way of removing", () => {
    for (const environment of [{}, { SOME_BASE_URL: '', SOME_REMOVAL: '', PATH: '/bin' }])
      expect(rightOf(read(environment))).to.deep.equal({ baseUrl: api, removal: 'revalidate' })
  })

  it('reads both variables', () => {
    expect(rightOf(read({ SOME_BASE_URL: 'https://a', SOME_REMOVAL: 'remove' }))).to.deep.equal({ baseUrl: 'https://a', removal: 'remove' })
  })

  it('accepts only the ways of removing that the CDN has', () => {
    const onlyRemove = readApiSettings({ keys, baseUrl: api, removals: ['remove'] })
    expect(rightOf(onlyRemove({}))).to.include({ removal: 'remove' })
    expect(leftOf(onlyRemove({ SOME_REMOVAL: 'revalidate' }))).to.include({
      hint: 'Correct them: SOME_REMOVAL: expected "remove", got a string.',
    })
  })

  it('names every variable that is wrong, and shows no value', () => {
    expect(leftOf(read({ SOME_BASE_URL: 'http://user:secret@example.com', SOME_REMOVAL: 'soft' }))).to.deep.equal({
      _tag: 'RequestRejected',
      code: 'invalid environment variables',
      hint: 'Correct them: SOME_BASE_URL: not a URL that starts with https://, ends with its host or path, and does not end with /; SOME_REMOVAL: expected "revalidate" or "remove", got a string.',
    })
  })

  const accepted = [
    api,
    'https://a',
    'https://a.b:8443/x/y',
    'https://[::1]:8443/x',
    'http://127.0.0.1',
    'http://127.0.0.1:80/x',
    'http://localhost:8080/client/v4',
  ]
  for (const url of accepted) {
    it(`accepts ${url}`, () => {
      expect(rightOf(read({ SOME_BASE_URL: url })).baseUrl).to.equal(url)
    })
  }

  const rejected = [
    'http://example.com',
    'http://127.0.0.1.example.com',
    'http://localhost:x@example.com',
    'http://localhost.example.com/x',
    'http://127a0b0c1',
    'https://',
    'https://a/',
    'https://a//b',
    'https://a b',
    ' https://a',
    'ftp://a',
    'xhttps://a',
    'https://user:secret@a',
    'https://a?b',
    'https://a/b#c',
    'https://a\\b',
    'https://a:99999',
    'https://[a]',
  ]
  for (const url of rejected) {
    it(`rejects ${url}, so that no token is sent there`, () => {
      expect(read({ SOME_BASE_URL: url })._tag).to.equal('Left')
    })
  }
})
