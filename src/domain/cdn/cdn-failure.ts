/** The target does not exist. */
interface TargetNotFound {
  readonly _tag: 'TargetNotFound'
  /** What users call a target of this kind, if the CDN has several kinds. */
  readonly noun?: string
  /** Where it was looked up, such as "in account 111111111111". */
  readonly where: string
  /** What to do about it. */
  readonly hint: string
}

/** The CDN does not find an invalidation that it created. Transient: it may find it later. */
interface InvalidationNotFound {
  readonly _tag: 'InvalidationNotFound'
}

/** The caller lacks this permission on this resource. */
interface InvalidationDenied {
  readonly _tag: 'InvalidationDenied'
  readonly permission: string
  readonly resource: string
  /** What to do about it. */
  readonly hint: string
}

/** The CDN did not authenticate the caller: its clock differs, or its credentials have expired. Retried once; see `isRetryable`. */
interface InvalidationUnauthenticated {
  readonly _tag: 'InvalidationUnauthenticated'
  readonly code: string
}

/** The credentials for the CDN cannot be used: the program lacks this permission, or they do not trust it. */
interface CredentialsDenied {
  readonly _tag: 'CredentialsDenied'
  readonly permission: string
  readonly resource: string
  /** What to do about it. */
  readonly hint: string
}

/** The credentials in the parameters could not be obtained. Transient. */
interface CredentialsUnavailable {
  readonly _tag: 'CredentialsUnavailable'
  readonly reason: string
}

/** The CDN rejected at least one of the items as invalid. */
interface ItemsRejected {
  readonly _tag: 'ItemsRejected'
  readonly detail: string
}

/** The request has more items than the CDN accepts. */
interface RequestTooLarge {
  readonly _tag: 'RequestTooLarge'
}

/** An earlier attempt at this request created the invalidation. The response does not name it. */
interface AlreadyCreated {
  readonly _tag: 'AlreadyCreated'
}

/** The limit of invalidations in progress is reached. Transient. */
interface TooManyInProgress {
  readonly _tag: 'TooManyInProgress'
  readonly code: string
}

/** The CDN throttles requests. Transient. */
interface Throttled {
  readonly _tag: 'Throttled'
  readonly code: string
  /** How long the CDN asks to wait, if it says so. */
  readonly retryAfterSeconds?: number
}

/** A fault of the CDN. Transient. */
interface CdnUnavailable {
  readonly _tag: 'CdnUnavailable'
  readonly code: string
}

/** No response, or an unreadable one. The invalidation may exist. Transient. */
interface NoAnswer {
  readonly _tag: 'NoAnswer'
  readonly reason: string
}

/** Rejected for a reason that this program cannot fix. */
interface RequestRejected {
  readonly _tag: 'RequestRejected'
  readonly code: string
  /** What to do about it. */
  readonly hint: string
}

/** Why an invalidation was not created or checked, or why that is unknown. */
export type CdnFailure =
  | TargetNotFound
  | InvalidationNotFound
  | InvalidationDenied
  | InvalidationUnauthenticated
  | CredentialsDenied
  | CredentialsUnavailable
  | ItemsRejected
  | RequestTooLarge
  | AlreadyCreated
  | TooManyInProgress
  | Throttled
  | CdnUnavailable
  | NoAnswer
  | RequestRejected

/** Whether a retry may succeed, however often the request has failed before. */
export const isTransient = (failure: CdnFailure): boolean => {
  switch (failure._tag) {
    case 'TooManyInProgress':
    case 'Throttled':
    case 'CdnUnavailable':
    case 'NoAnswer':
    case 'CredentialsUnavailable':
    case 'InvalidationNotFound':
      return true
    case 'TargetNotFound':
    case 'InvalidationDenied':
    case 'InvalidationUnauthenticated':
    case 'CredentialsDenied':
    case 'ItemsRejected':
    case 'RequestTooLarge':
    case 'AlreadyCreated':
    case 'RequestRejected':
      return false
  }
}

/**
 * Whether to retry after a failure. `previous` is that of the attempt before, if it failed. A caller that was not authenticated may be with
 * another clock or other credentials, so it tries once more. The same code twice in a row is permanent.
 */
export const isRetryable = (failure: CdnFailure, previous: CdnFailure | undefined): boolean =>
  failure._tag === 'InvalidationUnauthenticated' ? previous?._tag !== failure._tag || previous.code !== failure.code : isTransient(failure)

/** A short reason for a failure: the CDN's code, or what happened to the call. */
export const reasonOf = (failure: CdnFailure): string => {
  if ('code' in failure) return failure.code
  return 'reason' in failure ? failure.reason : failure._tag
}
