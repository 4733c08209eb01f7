/** There is no such target where the caller looked. */
interface TargetNotFound {
  readonly _tag: 'TargetNotFound'
  /** Where that was, such as "in account 111111111111", and what to do about it. */
  readonly where: string
  readonly hint: string
}

/** The CDN does not know an invalidation that it created. It may know it a little later. */
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

/** The credentials of the parameters cannot be used: the program lacks this permission on them, or they do not trust it. */
interface CredentialsDenied {
  readonly _tag: 'CredentialsDenied'
  readonly permission: string
  readonly resource: string
  /** What to do about it. */
  readonly hint: string
}

/** The credentials of the parameters could not be had just now. Transient. */
interface CredentialsUnavailable {
  readonly _tag: 'CredentialsUnavailable'
  readonly reason: string
}

/** The CDN rejected at least one of the items as invalid. */
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

/** As many invalidations are in progress as the CDN allows. Transient. */
interface TooManyInProgress {
  readonly _tag: 'TooManyInProgress'
  readonly code: string
}

/** More requests than the CDN takes just now. Transient. */
interface Throttled {
  readonly _tag: 'Throttled'
  readonly code: string
}

/** A fault on the CDN's side. Transient. */
interface CdnUnavailable {
  readonly _tag: 'CdnUnavailable'
  readonly code: string
}

/** No answer, or none that could be read: the invalidation may exist. Transient. */
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

/** Why an invalidation was not created or checked, or is not known to be. */
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
