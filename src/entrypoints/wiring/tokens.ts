import type { ServiceIdentifier } from 'inversify'
import type { OwnAccount as OwnAccountType } from '../../adapters/aws/account.ts'
import type { Rehearsable as RehearsableType } from '../../adapters/aws/rehearsing-handler.ts'
import type { ActionHistory as ActionHistoryPort } from '../../ports/action-history.ts'
import type { ArtifactStore as ArtifactStorePort } from '../../ports/artifact-store.ts'
import type { CdnInvalidator as CdnInvalidatorPort } from '../../ports/cdn-invalidator.ts'
import type { Clock as ClockPort } from '../../ports/clock.ts'
import type { JobReporter as JobReporterPort } from '../../ports/job-reporter.ts'
import type { Log as LogPort } from '../../ports/log.ts'
import type { Random as RandomPort } from '../../ports/random.ts'

// Typed tokens let the compiler check the wiring.
export const ActionHistory: ServiceIdentifier<ActionHistoryPort> = Symbol.for('ActionHistory')
export const ArtifactStore: ServiceIdentifier<ArtifactStorePort> = Symbol.for('ArtifactStore')
export const CdnInvalidator: ServiceIdentifier<CdnInvalidatorPort> = Symbol.for('CdnInvalidator')
export const Clock: ServiceIdentifier<ClockPort> = Symbol.for('Clock')
export const JobReporter: ServiceIdentifier<JobReporterPort> = Symbol.for('JobReporter')
export const Log: ServiceIdentifier<LogPort> = Symbol.for('Log')
export const OwnAccount: ServiceIdentifier<OwnAccountType> = Symbol.for('OwnAccount')
export const Random: ServiceIdentifier<RandomPort> = Symbol.for('Random')
/** Bound once for each client that the rehearsal of a function uses. */
export const Rehearsable: ServiceIdentifier<RehearsableType> = Symbol.for('Rehearsable')
