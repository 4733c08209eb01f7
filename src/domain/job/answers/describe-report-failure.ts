import type { ReportFailure } from '../report-failure.ts'

/** Why a job has no answer from here, in words: what failed, and what to do. */
export const describeReportFailure = (jobId: string, failure: ReportFailure): string => {
  const job = `Job ${jobId} could not be answered`
  switch (failure._tag) {
    case 'JobAlreadySettled':
      return `${job}: it has its answer already.`
    case 'JobUnknown':
      return `${job}: there is no such job in this account and Region. Invoke the function from a pipeline of the same Region.`
    case 'ReportDenied':
      return `${job}: ${failure.permission} is denied on *. Allow this action on * in this function's role.`
    case 'ReportInvalid':
      return `${job}: the answer was refused with ${failure.code}.`
    case 'ReporterUnavailable':
      return `${job} in time: ${failure.reason}. Lambda repeats the invocation, which creates nothing twice.`
  }
}
