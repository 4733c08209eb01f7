/** The caller lacks this permission on this resource. */
interface HistoryDenied {
  readonly _tag: 'HistoryDenied'
  readonly permission: string
  readonly resource: string
}

/** The CI system did not authenticate the caller: its clock differs, or its credentials have expired. Retried once. */
interface HistoryUnauthenticated {
  readonly _tag: 'HistoryUnauthenticated'
  readonly code: string
}

/** The pipeline does not exist. */
interface PipelineNotFound {
  readonly _tag: 'PipelineNotFound'
  readonly pipeline: string
  /** Where it was looked up, such as "in this account". */
  readonly where: string
}

/** Throttling, a fault, or no response. Transient. */
interface HistoryUnavailable {
  readonly _tag: 'HistoryUnavailable'
  readonly reason: string
}

/** Rejected for a reason that this program cannot fix. */
interface HistoryRejected {
  readonly _tag: 'HistoryRejected'
  readonly code: string
}

/** The history exists but was not read. */
export type HistoryNotRead = HistoryDenied | HistoryUnauthenticated | HistoryUnavailable | HistoryRejected

/** Why the last success of an action is unknown. */
export type HistoryFailure = HistoryNotRead | PipelineNotFound

/** Whether a retry may succeed, however often the history could not be read before. */
export const isTransient = (failure: HistoryFailure): failure is HistoryUnavailable => failure._tag === 'HistoryUnavailable'
