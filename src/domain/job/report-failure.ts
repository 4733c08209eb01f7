/** The job already has an answer: from an earlier delivery of the same event, or because the pipeline timed out. */
interface JobAlreadySettled {
  readonly _tag: 'JobAlreadySettled'
}

/** The CI system does not know the job. */
interface JobUnknown {
  readonly _tag: 'JobUnknown'
}

/** The program lacks the permission to answer jobs. */
interface ReportDenied {
  readonly _tag: 'ReportDenied'
  readonly permission: string
}

/** The CI system did not authenticate the caller: its clock differs, or its credentials have expired. Retried once. */
interface ReportUnauthenticated {
  readonly _tag: 'ReportUnauthenticated'
  readonly code: string
}

/** The CI system rejected the answer as invalid. Another answer may be accepted. */
interface ReportInvalid {
  readonly _tag: 'ReportInvalid'
  readonly code: string
}

/** Throttling, a fault, or no response. Transient. */
interface ReporterUnavailable {
  readonly _tag: 'ReporterUnavailable'
  readonly reason: string
}

/** Why an answer was not accepted. */
export type ReportFailure = JobAlreadySettled | JobUnknown | ReportDenied | ReportUnauthenticated | ReportInvalid | ReporterUnavailable
