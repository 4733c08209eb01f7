import { expect } from 'chai'
import { type HistoryFailure, isTransient } from '../../../../src/domain/pipeline/history-failure.ts'

const failures: Readonly<Record<HistoryFailure['_tag'], readonly [HistoryFailure, boolean]>> = {
  HistoryDenied: [{ _tag: 'HistoryDenied', permission: 'p', resource: 'r' }, false],
  HistoryUnauthenticated: [{ _tag: 'HistoryUnauthenticated', code: 'c' }, false],
  PipelineNotFound: [{ _tag: 'PipelineNotFound', pipeline: 'p', where: 'here' }, false],
  HistoryUnavailable: [{ _tag: 'HistoryUnavailable', reason: 'r' }, true],
  HistoryRejected: [{ _tag: 'HistoryRejected', code: 'c' }, false],
}

describe('isTransient, for a failure of the history', () => {
  for (const [tag, [failure, expected]] of Object.entries(failures)) {
    it(`is ${expected} for ${tag}`, () => {
      expect(isTransient(failure)).to.equal(expected)
    })
  }
})
