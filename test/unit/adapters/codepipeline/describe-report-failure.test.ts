import { expect } from 'chai'
import { describeReportFailure } from '../../../../src/adapters/codepipeline/describe-report-failure.ts'
import type { ReportFailure } from '../../../../src/domain/job/report-failure.ts'

describe('explainReportFailure', () => {
  const table: ReadonlyArray<readonly [ReportFailure, RegExp]> = [
    [{ _tag: 'JobAlreadySettled' }, /has its answer already/],
    [{ _tag: 'JobUnknown' }, /no such job in this account and Region/],
    [{ _tag: 'ReportDenied', permission: 'codepipeline:PutJobSuccessResult' }, /codepipeline:PutJobSuccessResult is denied on \*\. Allow/],
    [{ _tag: 'ReportInvalid', code: 'ValidationException' }, /refused with ValidationException/],
    [{ _tag: 'ReporterUnavailable', reason: '503' }, /in time: 503\. Lambda repeats/],
  ]
  for (const [failure, text] of table) {
    it(`explains ${failure._tag}`, () => {
      expect(describeReportFailure('j1', failure))
        .to.match(/^Job j1 could not be answered/)
        .and.match(text)
    })
  }
})
