/**
 * The testing kit: contract suites for adapters, in-memory fakes of every port, and two strangers.
 *
 * An adapter's author runs the suite of its port with a harness, which starts the adapter on a double of its vendor:
 *
 * ```ts
 * import { describe, it, beforeEach } from 'node:test'
 * import { cdnInvalidatorContract } from 'cloudfront-invalidator/testing'
 *
 * cdnInvalidatorContract('my CDN', { capabilities, targets, faults, start }, { describe, it, beforeEach })
 * ```
 */
export { actionHistoryContract } from './contracts/action-history.ts'
export { artifactStoreContract } from './contracts/artifact-store.ts'
export type { CdnFault, CdnHarness, CdnUnderTest } from './contracts/cdn-harness.ts'
export { cdnInvalidatorContract } from './contracts/cdn-invalidator.ts'
export type { HistoryFault, HistoryHarness, HistoryUnderTest } from './contracts/history-harness.ts'
export { jobReporterContract } from './contracts/job-reporter.ts'
export type { ReporterFault, ReporterHarness, ReporterUnderTest } from './contracts/reporter-harness.ts'
export type { TestRunner } from './contracts/runner.ts'
export type { StoreFault, StoreHarness, StoreUnderTest } from './contracts/store-harness.ts'
export { type MemoryHistory, type MemoryHistoryOptions, memoryHistory } from './fakes/action-history.ts'
export { type MemoryArtifactStore, memoryArtifactStore } from './fakes/artifact-store.ts'
export { fakeCdnCapabilities, fakeCiCapabilities, parameter } from './fakes/capabilities.ts'
export { type CreatedInvalidation, type MemoryCdn, type MemoryCdnOptions, memoryCdn } from './fakes/cdn-invalidator.ts'
export { type MemoryClock, memoryClock } from './fakes/clock.ts'
export { type MemoryReporter, type MemoryReporterOptions, memoryReporter } from './fakes/job-reporter.ts'
export { type MemoryLog, memoryLog } from './fakes/log.ts'
export type { Misbehaviour } from './fakes/misbehaviour.ts'
export { strangerCdn, strangerCdnCapabilities, strangerCdnWithoutWildcards } from './strangers/cdn.ts'
export { strangerCiCapabilities, strangerReporter } from './strangers/ci.ts'
