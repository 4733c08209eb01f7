import { expect } from 'chai'
import { describeReportFailure } from '../../../../src/adapters/codepipeline/describe-report-failure.ts'
import type { ReportFailure } from '../../../../src/domain/job/report-failure.ts'

describe('describeReportFailure', () => {
  const table: ReadonlyArray<readonly [ReportFailure, RegExp]> = [
    [{ _tag: 'JobAlreadySettled' }, /already has its answer/],
    [{ _tag: 'JobUnknown' }, /no such job in this account and Region/],
    [{ _tag: 'ReportDenied', permission: 'codepipeline:PutJobSuccessResult' }, /codepipeline:PutJobSuccessResult is denied on \*\. Allow/],
    [
      { _tag: 'ReportUnauthenticated', code: 'ExpiredTokenException' },
      /: the request could not be authenticated \(ExpiredTokenException\)\. Lambda retries .* nothing twice\. If it fails again, check the clock/,
    ],
    [{ _tag: 'ReportInvalid', code: 'ValidationException' }, /rejected with ValidationException, and so was a minimal one\./],
    [{ _tag: 'ReporterUnavailable', reason: '503' }, /in time: 503\. Lambda retries/],
  ]
  for (const [failure, text] of table) {
    it(`describes ${failure._tag}`, () => {
      expect(describeReportFailure('j1', failure))
        .to.match(/^Job j1 could not be answered/)
        .and.match(text)
    })
  }
})
