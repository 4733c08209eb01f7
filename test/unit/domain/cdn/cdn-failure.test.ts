import { expect } from 'chai'
import { type CdnFailure, isRetryable, isTransient } from '../../../../src/domain/cdn/cdn-failure.ts'

const failures: Readonly<Record<CdnFailure['_tag'], readonly [CdnFailure, boolean]>> = {
  TooManyInProgress: [{ _tag: 'TooManyInProgress', code: 'c' }, true],
  Throttled: [{ _tag: 'Throttled', code: 'c' }, true],
  CdnUnavailable: [{ _tag: 'CdnUnavailable', code: 'c' }, true],
  NoAnswer: [{ _tag: 'NoAnswer', reason: 'r' }, true],
  CredentialsUnavailable: [{ _tag: 'CredentialsUnavailable', reason: 'r' }, true],
  InvalidationNotFound: [{ _tag: 'InvalidationNotFound' }, true],
  TargetNotFound: [{ _tag: 'TargetNotFound', where: 'in account 111111111111', hint: 'Check it.' }, false],
  InvalidationDenied: [{ _tag: 'InvalidationDenied', permission: 'p', resource: 'r', hint: 'Allow it.' }, false],
  InvalidationUnauthenticated: [{ _tag: 'InvalidationUnauthenticated', code: 'c' }, false],
  CredentialsDenied: [{ _tag: 'CredentialsDenied', permission: 'p', resource: 'r', hint: 'Allow it.' }, false],
  ItemsRejected: [{ _tag: 'ItemsRejected', detail: 'd' }, false],
  RequestTooLarge: [{ _tag: 'RequestTooLarge' }, false],
  AlreadyCreated: [{ _tag: 'AlreadyCreated' }, false],
  RequestRejected: [{ _tag: 'RequestRejected', code: 'c', hint: 'See the list.' }, false],
}

describe('isTransient, for a failure of the CDN', () => {
  for (const [tag, [failure, expected]] of Object.entries(failures)) {
    it(`is ${expected} for ${tag}`, () => {
      expect(isTransient(failure)).to.equal(expected)
    })
  }
})

describe('isRetryable, for a failure of the CDN', () => {
  const unauthenticated: CdnFailure = { _tag: 'InvalidationUnauthenticated', code: 'c' }
  const all = Object.values(failures).map(([failure]) => failure)

  it('is whether the failure is transient, whatever failed before', () => {
    for (const failure of all.filter(({ _tag }) => _tag !== 'InvalidationUnauthenticated')) {
      for (const previous of [undefined, ...all]) expect(isRetryable(failure, previous), failure._tag).to.equal(isTransient(failure))
    }
  })

  it('is true once in a row for each code if the caller was not authenticated', () => {
    expect(isRetryable(unauthenticated, undefined)).to.equal(true)
    for (const previous of all.filter(({ _tag }) => _tag !== 'InvalidationUnauthenticated')) {
      expect(isRetryable(unauthenticated, previous), previous._tag).to.equal(true)
    }
    expect(isRetryable(unauthenticated, { ...unauthenticated, code: 'd' })).to.equal(true)
    expect(isRetryable(unauthenticated, { ...unauthenticated })).to.equal(false)
  })
})
