import type { CdnCapabilities } from '../../domain/cdn/capabilities.ts'
import type { CdnFailure } from '../../domain/cdn/cdn-failure.ts'
import type { JobCredentials } from '../../domain/cdn/credentials.ts'
import type { CdnInvalidator } from '../../ports/cdn-invalidator.ts'
import type { FaultTable } from './faults.ts'

/** What can go wrong in a call to any CDN. All but `LostAfter` leave no invalidation behind. */
type CommonFault =
  /** The caller lacks a permission. */
  | 'Denied'
  /** Too many requests. */
  | 'Throttled'
  /** A fault on the CDN's side, such as a status of 503. */
  | 'ServerError'
  /** Rejected with a code that the adapter does not know. */
  | 'Rejected'
  /** The connection ends before the CDN has read the request. */
  | 'LostBefore'
  /** The connection ends after the CDN has carried out the request. */
  | 'LostAfter'
  /** No answer, and the connection stays open. */
  | 'Hang'

/** What can go wrong with some CDNs. */
type SpecialFault =
  /** The caller is not authenticated: its clock differs, or its credentials have expired. */
  | 'Unauthenticated'
  /** At least one item is invalid. */
  | 'ItemsRejected'
  /** More items than the CDN takes in one request. */
  | 'TooLarge'
  /** As many invalidations are in progress as the CDN allows. */
  | 'TooManyInProgress'
  /** An answer that says success, but cannot be read, such as a proxy's page. */
  | 'Garbled'

/** What can go wrong in a call to a CDN. */
export type CdnFault = CommonFault | SpecialFault

/** The failure that an adapter reads each fault as. */
export const failureOfFault: Readonly<Record<CdnFault, CdnFailure['_tag']>> = {
  Denied: 'InvalidationDenied',
  Unauthenticated: 'InvalidationUnauthenticated',
  Throttled: 'Throttled',
  ServerError: 'CdnUnavailable',
  Rejected: 'RequestRejected',
  LostBefore: 'NoAnswer',
  LostAfter: 'NoAnswer',
  Hang: 'NoAnswer',
  ItemsRejected: 'ItemsRejected',
  TooLarge: 'RequestTooLarge',
  TooManyInProgress: 'TooManyInProgress',
  Garbled: 'NoAnswer',
}

/** A fresh adapter, on a CDN that has no invalidations yet, and the handles that a test needs. */
export interface CdnUnderTest<F> {
  readonly cdn: CdnInvalidator
  /** Makes the next call go wrong. */
  readonly arrange: (fault: F) => void
  /** The invalidations that exist, in the order of their creation, with their items as the CDN received them. */
  readonly created: () => ReadonlyArray<{ readonly items: ReadonlyArray<string> }>
  /** How many calls the CDN has received. */
  readonly calls: () => number
  /** The name of the credentials that the last call was made with. Only called if the harness has `credentials`. */
  readonly calledWith?: () => string | undefined
  /** Completes all invalidations. Only called if the capabilities have `completion`. */
  readonly complete?: () => void
}

/** What the suite of `CdnInvalidator` has to know of an adapter. */
export interface CdnHarness<F> {
  readonly capabilities: CdnCapabilities
  /** Two targets that exist, and one that does not, as the CDN names them. */
  readonly targets: { readonly known: string; readonly other: string; readonly unknown: string }
  /** A host of the targets; there exactly if the capabilities say that one is needed. */
  readonly host?: string
  /** An item whose request names the target, if the request for a path does not. */
  readonly itemOfTarget?: string
  /** Credentials as a job names them, and what `calledWith` calls them and the program's own; there exactly if the capabilities have them. */
  readonly credentials?: { readonly ofJob: JobCredentials; readonly jobName: string; readonly ownName: string }
  /** Texts that no failure may show, such as an API token. A fault whose response repeats them tests more. */
  readonly secrets?: ReadonlyArray<string>
  readonly faults: FaultTable<CommonFault, SpecialFault, F>
  /** The spelling in which the CDN receives an item. As it is, if the harness does not say otherwise. */
  readonly wireForm?: (item: string) => string
  /** Called before each test. */
  readonly start: () => Promise<CdnUnderTest<F>>
}
