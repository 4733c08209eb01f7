/** The caller lacks this permission on this resource. */
interface HistoryDenied {
  readonly _tag: 'HistoryDenied'
  readonly permission: string
  readonly resource: string
}

/** There is no such pipeline in the account and Region that were asked. */
interface PipelineNotFound {
  readonly _tag: 'PipelineNotFound'
  readonly pipeline: string
}

/** Throttled, a fault, or no answer. Passes by itself. */
interface HistoryUnavailable {
  readonly _tag: 'HistoryUnavailable'
  readonly reason: string
}

/** Refused for a reason that this program knows no cure for. */
interface HistoryRejected {
  readonly _tag: 'HistoryRejected'
  readonly code: string
}

/** There is a history, but it was not read. */
export type HistoryNotRead = HistoryDenied | HistoryUnavailable | HistoryRejected

/** Why it is not known what an action last succeeded with. */
export type HistoryFailure = HistoryNotRead | PipelineNotFound

/** Whether the same request may well succeed a little later. */
export const isTransient = (failure: HistoryFailure): failure is HistoryUnavailable => failure._tag === 'HistoryUnavailable'
