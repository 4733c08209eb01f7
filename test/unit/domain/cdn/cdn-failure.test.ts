import { expect } from 'chai'
import { type CdnFailure, isTransient } from '../../../src/domain/cdn/cdn-failure.ts'
import { type HistoryFailure, isTransient as historyPasses } from '../../../src/domain/pipeline/history-failure.ts'

const failures: Readonly<Record<CdnFailure['_tag'], readonly [CdnFailure, boolean]>> = {
  TooManyInProgress: [{ _tag: 'TooManyInProgress', code: 'c' }, true],
  Throttled: [{ _tag: 'Throttled', code: 'c' }, true],
  CdnUnavailable: [{ _tag: 'CdnUnavailable', code: 'c' }, true],
  NoAnswer: [{ _tag: 'NoAnswer', reason: 'r' }, true],
  CredentialsUnavailable: [{ _tag: 'CredentialsUnavailable', reason: 'r' }, true],
  InvalidationNotFound: [{ _tag: 'InvalidationNotFound' }, true],
  TargetNotFound: [{ _tag: 'TargetNotFound', where: 'in account 111111111111', hint: 'Check it.' }, false],
  InvalidationDenied: [{ _tag: 'InvalidationDenied', permission: 'p', resource: 'r', hint: 'Allow it.' }, false],
  CredentialsDenied: [{ _tag: 'CredentialsDenied', permission: 'p', resource: 'r', hint: 'Allow it.' }, false],
  ItemsRejected: [{ _tag: 'ItemsRejected', detail: 'd' }, false],
  RequestTooLarge: [{ _tag: 'RequestTooLarge' }, false],
  ReferenceTaken: [{ _tag: 'ReferenceTaken' }, false],
  RequestRejected: [{ _tag: 'RequestRejected', code: 'c', hint: 'See the list.' }, false],
}

describe('passes', () => {
  for (const [tag, [failure, expected]] of Object.entries(failures)) {
    it(`is ${expected} of ${tag}`, () => {
      expect(isTransient(failure)).to.equal(expected)
    })
  }
})

const historyFailures: Readonly<Record<HistoryFailure['_tag'], readonly [HistoryFailure, boolean]>> = {
  HistoryDenied: [{ _tag: 'HistoryDenied', permission: 'p', resource: 'r' }, false],
  PipelineNotFound: [{ _tag: 'PipelineNotFound', pipeline: 'p', where: 'here' }, false],
  HistoryUnavailable: [{ _tag: 'HistoryUnavailable', reason: 'r' }, true],
  HistoryRejected: [{ _tag: 'HistoryRejected', code: 'c' }, false],
}

describe('passes, of the history', () => {
  for (const [tag, [failure, expected]] of Object.entries(historyFailures)) {
    it(`is ${expected} of ${tag}`, () => {
      expect(historyPasses(failure)).to.equal(expected)
    })
  }
})
