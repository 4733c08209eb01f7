import type { ArtifactLocation } from '../../domain/pipeline/artifact.ts'
import type { ActionRun } from '../../domain/pipeline/history.ts'
import type { HistoryFailure } from '../../domain/pipeline/history-failure.ts'
import type { ActionHistory } from '../../ports/action-history.ts'
import type { FaultTable } from './faults.ts'

/** What can go wrong in a call to any history. */
type CommonFault =
  /** The caller lacks a permission. */
  | 'Denied'
  /** Too many requests. */
  | 'Throttled'
  /** A fault on the CI system's side, such as a status of 503. */
  | 'ServerError'
  /** Rejected with a code that the adapter does not know. */
  | 'Rejected'
  /** The connection ends before the CI system has read the request. */
  | 'Lost'
  /** No response, and the connection stays open. */
  | 'Hang'

/** What can go wrong with some histories. */
type SpecialFault =
  /** The caller is not authenticated: its clock differs, or its credentials have expired. */
  | 'Unauthenticated'
  /** The cursor that names the next page is no longer known. */
  | 'CursorExpired'

/** What can go wrong in a call to a history. */
export type HistoryFault = CommonFault | SpecialFault

/** The failure that an adapter reads each fault as. */
export const failureOfFault: Readonly<Record<HistoryFault, HistoryFailure['_tag']>> = {
  Denied: 'HistoryDenied',
  Unauthenticated: 'HistoryUnauthenticated',
  Throttled: 'HistoryUnavailable',
  ServerError: 'HistoryUnavailable',
  Rejected: 'HistoryRejected',
  Lost: 'HistoryUnavailable',
  Hang: 'HistoryUnavailable',
  CursorExpired: 'HistoryUnavailable',
}

/** A fresh adapter, on a CI system that has the known pipeline and no runs, and the handles that a test needs. */
export interface HistoryUnderTest<F> {
  readonly history: ActionHistory
  /** Adds runs of the known pipeline. The history lists the last first. */
  readonly record: (...runs: ReadonlyArray<ActionRun>) => void
  /** Makes the next call go wrong. */
  readonly arrange: (fault: F) => void
  /** How many calls the CI system has received. */
  readonly calls: () => number
}

/** The names of an action, of what it belongs to, and of the artifact that it is given. */
interface ActionNames {
  readonly pipeline: string
  readonly stage: string
  readonly action: string
  readonly artifact: string
}

/** What the suite of `ActionHistory` has to know of an adapter. */
export interface HistoryHarness<F> {
  readonly known: ActionNames
  /** Other names, none of them the same as a known one. The pipeline does not exist. */
  readonly others: ActionNames
  /** The location of an artifact, by a key of letters and digits. */
  readonly locationOf: (key: string) => ArtifactLocation
  /** The location of its copy in another store. */
  readonly copyOf: (key: string) => ArtifactLocation
  /** Whether an abandoned run may go on for at least ten seconds. */
  readonly abandonedRunsGoOn: boolean
  readonly faults: FaultTable<CommonFault, SpecialFault, F>
  /** Called before each test. */
  readonly start: () => Promise<HistoryUnderTest<F>>
}
