/** The job has its answer already: from an earlier delivery of the same event, or because the pipeline gave up. */
interface JobAlreadySettled {
  readonly _tag: 'JobAlreadySettled'
}

/** There is no such job. */
interface JobUnknown {
  readonly _tag: 'JobUnknown'
}

/** The function may not answer jobs. */
interface ReportDenied {
  readonly _tag: 'ReportDenied'
  readonly permission: string
}

/** The answer breaks a rule of the CI system's interface. */
interface ReportInvalid {
  readonly _tag: 'ReportInvalid'
  readonly code: string
}

/** Throttled, a fault, or no answer. Passes by itself. */
interface ReporterUnavailable {
  readonly _tag: 'ReporterUnavailable'
  readonly reason: string
}

/** Why an answer was not taken. */
export type ReportFailure = JobAlreadySettled | JobUnknown | ReportDenied | ReportInvalid | ReporterUnavailable
