import type { ArtifactLocation } from '../../domain/pipeline/artifact.ts'
import type { ArtifactFailure } from '../../domain/pipeline/artifact-failure.ts'
import type { ArtifactStore } from '../../ports/artifact-store.ts'
import type { FaultTable } from './faults.ts'

/** What can go wrong in a call to any store. */
type CommonFault =
  /** The artifact is gone. */
  | 'Gone'
  /** The caller lacks a permission. */
  | 'Denied'
  /** Too many requests. */
  | 'Throttled'
  /** A fault on the store's side, such as a status of 503. */
  | 'ServerError'
  /** The connection ends midway through the response. */
  | 'Lost'
  /** The response stops midway, and the connection stays open. */
  | 'Hang'
  /** The artifact is something else than a ZIP. Stays so. */
  | 'NotAnArtifact'
  /** `items.json` in the artifact is damaged. Stays so. */
  | 'DamagedFile'

/** What can go wrong with some stores: the caller is not authenticated, because its clock differs or its credentials have expired. */
type SpecialFault = 'Unauthenticated'

/** What can go wrong in a call to a store. */
export type StoreFault = CommonFault | SpecialFault

/** The failure that an adapter reads each fault as. */
export const failureOfFault: Readonly<Record<StoreFault, ArtifactFailure['_tag']>> = {
  Gone: 'ArtifactNotFound',
  Denied: 'ArtifactDenied',
  Unauthenticated: 'ArtifactUnauthenticated',
  Throttled: 'ArtifactStoreUnavailable',
  ServerError: 'ArtifactStoreUnavailable',
  Lost: 'ArtifactStoreUnavailable',
  Hang: 'ArtifactStoreUnavailable',
  NotAnArtifact: 'ArtifactUnreadable',
  DamagedFile: 'FileUnreadable',
}

/** A fresh adapter, on a store without artifacts, and the handles that a test needs. */
export interface StoreUnderTest<F> {
  readonly store: ArtifactStore
  /** Puts an artifact with these files, by their paths, instead of whatever was there. */
  readonly put: (location: ArtifactLocation, files: Readonly<Record<string, Uint8Array>>) => void
  /** Makes the next call go wrong. */
  readonly arrange: (fault: F) => void
  /** How many calls the store has received. */
  readonly calls: () => number
  /** The name of the credentials that the last call was made with. Only called if the harness has `credentials`. */
  readonly calledWith?: () => string | undefined
}

/** What the suite of `ArtifactStore` has to know of an adapter. */
export interface StoreHarness<F> {
  readonly locations: {
    readonly known: ArtifactLocation
    /** Other places, which must not be taken for the known one. */
    readonly others: readonly [ArtifactLocation, ...ArtifactLocation[]]
    /** Places at which there is no artifact. */
    readonly unknown: readonly [ArtifactLocation, ...ArtifactLocation[]]
  }
  /** What the name of the resource has in it, in a failure that says that access to the known artifact is denied. */
  readonly deniedResource: string
  /** Whether an artifact can hold a file of this path. All can, if the harness does not say otherwise. */
  readonly holds?: (path: string) => boolean
  /** Credentials as a job provides them, if the store can use any: their value, their name, and that of the program's own. */
  readonly credentials?: {
    readonly provided: unknown
    readonly providedName: string
    readonly ownName: string
    /** Texts that no failure may show. */
    readonly secrets: ReadonlyArray<string>
  }
  readonly faults: FaultTable<CommonFault, SpecialFault, F>
  /** Called before each test. */
  readonly start: () => Promise<StoreUnderTest<F>>
}
