/** There is no such distribution in the account that was asked. */
interface TargetNotFound {
  readonly _tag: 'TargetNotFound'
}

/** The CDN does not know an invalidation that it created. It may come to know it a little later. */
interface InvalidationNotFound {
  readonly _tag: 'InvalidationNotFound'
}

/** The caller lacks this permission on this resource. */
interface InvalidationDenied {
  readonly _tag: 'InvalidationDenied'
  readonly permission: string
  readonly resource: string
}

/** The role of the parameters could not be taken on: the caller lacks this permission on it, or it does not trust the caller. */
interface CredentialsDenied {
  readonly _tag: 'CredentialsDenied'
  readonly permission: string
  readonly resource: string
}

/** The role of the parameters could not be taken on just now. Passes by itself. */
interface CredentialsUnavailable {
  readonly _tag: 'CredentialsUnavailable'
  readonly reason: string
}

/** The CDN calls at least one of the items invalid. */
interface ItemsRejected {
  readonly _tag: 'ItemsRejected'
  readonly detail: string
}

/** More items than the CDN takes in one request. */
interface RequestTooLarge {
  readonly _tag: 'RequestTooLarge'
}

/** The CDN knows this reference for a request with other items. */
interface ReferenceTaken {
  readonly _tag: 'ReferenceTaken'
}

/** As many invalidations are in progress as the CDN allows. Passes by itself. */
interface TooManyInProgress {
  readonly _tag: 'TooManyInProgress'
  readonly code: string
}

/** More requests than the CDN takes just now. Passes by itself. */
interface Throttled {
  readonly _tag: 'Throttled'
  readonly code: string
}

/** A fault on the CDN's side. Passes by itself. */
interface CdnUnavailable {
  readonly _tag: 'CdnUnavailable'
  readonly code: string
}

/** No answer, or none that could be read: the invalidation may exist. The same request again is safe. */
interface NoAnswer {
  readonly _tag: 'NoAnswer'
  readonly reason: string
}

/** Refused for a reason that this program knows no cure for. */
interface RequestRejected {
  readonly _tag: 'RequestRejected'
  readonly code: string
}

/** Why an invalidation was not created or looked at, or is not known to be. */
export type CdnFailure =
  | TargetNotFound
  | InvalidationNotFound
  | InvalidationDenied
  | CredentialsDenied
  | CredentialsUnavailable
  | ItemsRejected
  | RequestTooLarge
  | ReferenceTaken
  | TooManyInProgress
  | Throttled
  | CdnUnavailable
  | NoAnswer
  | RequestRejected

/** Whether the same request may well succeed a little later. */
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
    case 'CredentialsDenied':
    case 'ItemsRejected':
    case 'RequestTooLarge':
    case 'ReferenceTaken':
    case 'RequestRejected':
      return false
  }
}
