import type { ServiceIdentifier } from 'inversify'
import type { ClientFor } from '../../adapters/cloudfront/client-for.ts'
import type { Ports as BatchPortsType, FetchingPorts as PortsType } from '../../application/ports.ts'
import type { Origin } from '../../domain/batch/origin.ts'
import type { ActionHistory as ActionHistoryPort } from '../../ports/action-history.ts'
import type { ArtifactStore as ArtifactStorePort } from '../../ports/artifact-store.ts'
import type { CdnInvalidator as CdnInvalidatorPort } from '../../ports/cdn-invalidator.ts'
import type { Clock as ClockPort } from '../../ports/clock.ts'
import type { JobReporter as JobReporterPort } from '../../ports/job-reporter.ts'
import type { Log as LogPort } from '../../ports/log.ts'
import type { Random as RandomPort } from '../../ports/random.ts'

// Each has its type written out, and is imported where it is used: only so does inversify check the wiring.
export const ActionHistory: ServiceIdentifier<ActionHistoryPort> = Symbol.for('ActionHistory')
export const ArtifactStore: ServiceIdentifier<ArtifactStorePort> = Symbol.for('ArtifactStore')
export const BatchPorts: ServiceIdentifier<BatchPortsType> = Symbol.for('BatchPorts')
export const CdnInvalidator: ServiceIdentifier<CdnInvalidatorPort> = Symbol.for('CdnInvalidator')
export const Clock: ServiceIdentifier<ClockPort> = Symbol.for('Clock')
export const CloudFrontClientFor: ServiceIdentifier<ClientFor> = Symbol.for('CloudFrontClientFor')
export const JobReporter: ServiceIdentifier<JobReporterPort> = Symbol.for('JobReporter')
export const Log: ServiceIdentifier<LogPort> = Symbol.for('Log')
export const Origins: ServiceIdentifier<ReadonlyArray<Origin>> = Symbol.for('Origins')
export const Ports: ServiceIdentifier<PortsType> = Symbol.for('Ports')
export const Random: ServiceIdentifier<RandomPort> = Symbol.for('Random')
