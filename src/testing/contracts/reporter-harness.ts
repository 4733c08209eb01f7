import type { Answer } from '../../domain/job/answer.ts'
import type { ReportFailure } from '../../domain/job/report-failure.ts'
import type { CiCapabilities } from '../../domain/pipeline/capabilities.ts'
import type { JobReporter } from '../../ports/job-reporter.ts'
import type { FaultTable } from './faults.ts'

/** What can go wrong in a call to any CI system. All but `LostAfter` leave the job unsettled. */
type CommonFault =
  /** The caller lacks a permission. */
  | 'Denied'
  /** Too many requests. */
  | 'Throttled'
  /** A fault on the CI system's side, such as a status of 503. */
  | 'ServerError'
  /** The answer breaks a rule of the CI system's interface. */
  | 'Invalid'
  /** The connection ends before the CI system has read the answer. */
  | 'LostBefore'
  /** The connection ends after the CI system has taken the answer. */
  | 'LostAfter'
  /** No response, and the connection stays open. */
  | 'Hang'

/** What can go wrong with some CI systems: the caller is not authenticated, because its clock differs or its credentials have expired. */
type SpecialFault = 'Unauthenticated'

/** What can go wrong in a call to a CI system. */
export type ReporterFault = CommonFault | SpecialFault

/** The failure that an adapter reads each fault as. */
export const failureOfFault: Readonly<Record<ReporterFault, ReportFailure['_tag']>> = {
  Denied: 'ReportDenied',
  Unauthenticated: 'ReportUnauthenticated',
  Throttled: 'ReporterUnavailable',
  ServerError: 'ReporterUnavailable',
  Invalid: 'ReportInvalid',
  LostBefore: 'ReporterUnavailable',
  LostAfter: 'ReporterUnavailable',
  Hang: 'ReporterUnavailable',
}

/** A fresh adapter, on a CI system in which the known job waits for its answer, and the handles that a test needs. */
export interface ReporterUnderTest<F> {
  readonly reporter: JobReporter
  /** Makes the next call go wrong, if it reports a success. */
  readonly arrange: (fault: F) => void
  /** How the known job was settled, if it was. Only called if the capabilities say that the CI system tracks jobs. */
  readonly settled: () => Answer['_tag'] | undefined
  /** How many calls the CI system has received. */
  readonly calls: () => number
}

/** What the suite of `JobReporter` has to know of an adapter. */
export interface ReporterHarness<F> {
  readonly capabilities: CiCapabilities
  /** A job that waits for its answer, and one that does not exist, as the CI system names them. */
  readonly jobs: { readonly known: string; readonly unknown: string }
  /** `undefined` for a reporter that makes no calls, of which none can go wrong. */
  readonly faults: FaultTable<CommonFault, SpecialFault, F> | undefined
  /** Called before each test. */
  readonly start: () => Promise<ReporterUnderTest<F>>
}
