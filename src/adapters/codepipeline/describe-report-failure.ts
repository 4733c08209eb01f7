import type { ReportFailure } from '../../domain/job/report-failure.ts'

/** Why CodePipeline did not receive the answer to a job, and what to do. */
export const describeReportFailure = (jobId: string, failure: ReportFailure): string => {
  const job = `Job ${jobId} could not be answered`
  switch (failure._tag) {
    case 'JobAlreadySettled':
      return `${job}: it already has its answer.`
    case 'JobUnknown':
      return `${job}: there is no such job in this account and Region. Invoke the function from a pipeline in the same Region.`
    case 'ReportDenied':
      return `${job}: ${failure.permission} is denied on *. Allow this action on * in this function's role.`
    case 'ReportUnauthenticated':
      return `${job}: the request could not be authenticated (${failure.code}). Lambda retries the invocation, which creates nothing twice. If it fails again, check the clock and the credentials of this function.`
    case 'ReportInvalid':
      return `${job}: the answer was rejected with ${failure.code}, and so was a minimal one.`
    case 'ReporterUnavailable':
      return `${job} in time: ${failure.reason}. Lambda retries the invocation, which creates nothing twice.`
  }
}
