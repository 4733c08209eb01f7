import { expect } from 'chai'
import { type CdnFailure, passes } from '../../../src/domain/failures/cdn-failure.ts'

const failures: Readonly<Record<CdnFailure['_tag'], readonly [CdnFailure, boolean]>> = {
  TooManyInProgress: [{ _tag: 'TooManyInProgress', code: 'c' }, true],
  Throttled: [{ _tag: 'Throttled', code: 'c' }, true],
  CdnUnavailable: [{ _tag: 'CdnUnavailable', code: 'c' }, true],
  NoAnswer: [{ _tag: 'NoAnswer', reason: 'r' }, true],
  RoleUnavailable: [{ _tag: 'RoleUnavailable', reason: 'r' }, true],
  InvalidationNotFound: [{ _tag: 'InvalidationNotFound' }, true],
  DistributionNotFound: [{ _tag: 'DistributionNotFound' }, false],
  InvalidationDenied: [{ _tag: 'InvalidationDenied', permission: 'p', resource: 'r' }, false],
  RoleDenied: [{ _tag: 'RoleDenied', permission: 'p', resource: 'r' }, false],
  ItemsRefused: [{ _tag: 'ItemsRefused', detail: 'd' }, false],
  RequestTooLarge: [{ _tag: 'RequestTooLarge' }, false],
  ReferenceTaken: [{ _tag: 'ReferenceTaken' }, false],
  RequestRefused: [{ _tag: 'RequestRefused', code: 'c' }, false],
}

describe('passes', () => {
  for (const [tag, [failure, expected]] of Object.entries(failures)) {
    it(`is ${expected} of ${tag}`, () => {
      expect(passes(failure)).to.equal(expected)
    })
  }
})
