import type { CdnCapabilities } from '../../../../src/domain/cdn/capabilities.ts'
import type { CdnFailure } from '../../../../src/domain/cdn/cdn-failure.ts'
import type { InvalidationRequest } from '../../../../src/domain/cdn/invalidation.ts'
import type { ReportFailure } from '../../../../src/domain/job/report-failure.ts'
import type { ArtifactFailure } from '../../../../src/domain/pipeline/artifact-failure.ts'
import type { CiCapabilities } from '../../../../src/domain/pipeline/capabilities.ts'
import type { HistoryFailure } from '../../../../src/domain/pipeline/history-failure.ts'
import type { CdnHarness } from '../../../../src/testing/contracts/cdn-harness.ts'
import type { HistoryHarness } from '../../../../src/testing/contracts/history-harness.ts'
import type { ReporterHarness } from '../../../../src/testing/contracts/reporter-harness.ts'
import type { StoreHarness } from '../../../../src/testing/contracts/store-harness.ts'
import { memoryHistory } from '../../../../src/testing/fakes/action-history.ts'
import { memoryArtifactStore } from '../../../../src/testing/fakes/artifact-store.ts'
import { type MemoryCdnOptions, memoryCdn } from '../../../../src/testing/fakes/cdn-invalidator.ts'
import { memoryClock } from '../../../../src/testing/fakes/clock.ts'
import { memoryReporter } from '../../../../src/testing/fakes/job-reporter.ts'
import type { Misbehaviour } from '../../../../src/testing/fakes/misbehaviour.ts'

const refuse = <F>(failure: F): Misbehaviour<F> => ({ _tag: 'Refuse', failure })

const targets = { known: 'T1', other: 'T2', unknown: 'T404' }

const jobCredentials = { principal: 'role', qualifier: undefined, jobId: 'job-1' }

/** A harness of the fake CDN with these capabilities and options. */
export const cdnHarness = (capabilities: CdnCapabilities, options: MemoryCdnOptions = {}): CdnHarness<Misbehaviour<CdnFailure>> => ({
  capabilities,
  targets,
  ...(capabilities.parameters.host && { host: 'www.example.com' }),
  ...(capabilities.parameters.credentials && { credentials: { ofJob: jobCredentials, jobName: jobCredentials.principal, ownName: 'own' } }),
  faults: {
    Denied: refuse({ _tag: 'InvalidationDenied', permission: 'cdn:Invalidate', resource: 'target T1', hint: 'Allow it.' }),
    ItemsRejected: refuse({ _tag: 'ItemsRejected', detail: 'no' }),
    TooLarge: refuse({ _tag: 'RequestTooLarge' }),
    TooManyInProgress: refuse({ _tag: 'TooManyInProgress', code: 'TooMany' }),
    Unauthenticated: refuse({ _tag: 'InvalidationUnauthenticated', code: 'Expired' }),
    Throttled: refuse({ _tag: 'Throttled', code: 'Throttling' }),
    ServerError: refuse({ _tag: 'CdnUnavailable', code: '503' }),
    Rejected: refuse({ _tag: 'RequestRejected', code: 'Teapot', hint: 'Use a teapot.' }),
    Garbled: refuse({ _tag: 'NoAnswer', reason: 'the answer could not be read' }),
    LostBefore: refuse({ _tag: 'NoAnswer', reason: 'ECONNRESET' }),
    LostAfter: { _tag: 'LoseAnswer' },
    Hang: { _tag: 'Hang' },
  },
  start: async () => {
    const clock = memoryClock()
    const cdn = memoryCdn(clock, [targets.known, targets.other], { ...options, capabilities })
    let caller: string | undefined
    const noting = <R extends Pick<InvalidationRequest, 'credentials'>>(request: R): R => {
      caller = request.credentials?.principal ?? 'own'
      return request
    }
    return {
      cdn: {
        ...cdn,
        invalidate: (request, within) => cdn.invalidate(noting(request), within),
        find: (request, within) => cdn.find(noting(request), within),
        statusOf: (request, within) => cdn.statusOf(noting(request), within),
      },
      calledWith: () => caller,
      arrange: cdn.misbehave,
      created: () => cdn.created().map(({ request }) => request),
      calls: cdn.calls,
      complete: () => clock.advance(10_000),
    }
  },
})

const jobs = { known: 'job-1', unknown: 'job-404' }

/** A harness of the fake CI system with these capabilities. */
export const reporterHarness = (capabilities: CiCapabilities): ReporterHarness<Misbehaviour<ReportFailure>> => ({
  capabilities,
  jobs,
  faults: {
    Denied: refuse({ _tag: 'ReportDenied', permission: 'ci:Report' }),
    Unauthenticated: refuse({ _tag: 'ReportUnauthenticated', code: 'Expired' }),
    Throttled: refuse({ _tag: 'ReporterUnavailable', reason: 'Throttling' }),
    ServerError: refuse({ _tag: 'ReporterUnavailable', reason: '503' }),
    Invalid: refuse({ _tag: 'ReportInvalid', code: 'no' }),
    LostBefore: refuse({ _tag: 'ReporterUnavailable', reason: 'ECONNRESET' }),
    LostAfter: { _tag: 'LoseAnswer' },
    Hang: { _tag: 'Hang' },
  },
  start: async () => {
    const reporter = memoryReporter(memoryClock(), [jobs.known], capabilities)
    return { reporter, arrange: reporter.misbehave, settled: () => reporter.answers.get(jobs.known)?._tag, calls: reporter.calls }
  },
})

const pipeline = { pipeline: 'my-site', stage: 'Deploy', action: 'Invalidate', artifact: 'SiteOutput' }

/** A harness of the fake history. */
export const historyHarness: HistoryHarness<Misbehaviour<HistoryFailure>> = {
  known: pipeline,
  others: { pipeline: 'unknown', stage: 'Beta', action: 'Other', artifact: 'Other' },
  locationOf: key => `memory:${key}`,
  copyOf: key => `memory:copies/${key}`,
  abandonedRunsGoOn: false,
  faults: {
    Denied: refuse({ _tag: 'HistoryDenied', permission: 'ci:Look', resource: 'r' }),
    Unauthenticated: refuse({ _tag: 'HistoryUnauthenticated', code: 'Expired' }),
    Throttled: refuse({ _tag: 'HistoryUnavailable', reason: 'Throttling' }),
    ServerError: refuse({ _tag: 'HistoryUnavailable', reason: '503' }),
    Rejected: refuse({ _tag: 'HistoryRejected', code: 'no' }),
    CursorExpired: refuse({ _tag: 'HistoryUnavailable', reason: 'token' }),
    Lost: { _tag: 'LoseAnswer' },
    Hang: { _tag: 'Hang' },
  },
  start: async () => {
    const history = memoryHistory(memoryClock(), [pipeline.pipeline])
    return {
      history,
      record: (...runs) => {
        for (const run of runs) history.record(pipeline.pipeline, run)
      },
      arrange: history.misbehave,
      calls: history.calls,
    }
  },
}

const location = 'memory:artifacts/site'

/** A harness of the fake store. */
export const storeHarness: StoreHarness<Misbehaviour<ArtifactFailure>> = {
  locations: {
    known: location,
    others: ['memory:artifacts/ü 2', 'memory:other/site'],
    unknown: ['memory:artifacts/unknown', 'memory:unknown/site'],
  },
  deniedResource: location,
  credentials: { provided: 'provided-secret', providedName: 'provided-secret', ownName: 'own', secrets: ['provided-secret'] },
  faults: {
    Gone: refuse({ _tag: 'ArtifactNotFound', location }),
    Denied: refuse({ _tag: 'ArtifactDenied', permission: 'store:Read', resource: location, hint: 'Allow it.' }),
    Unauthenticated: refuse({ _tag: 'ArtifactUnauthenticated', code: 'Expired', hint: 'Renew them.' }),
    Throttled: refuse({ _tag: 'ArtifactStoreUnavailable', reason: 'Throttling' }),
    ServerError: refuse({ _tag: 'ArtifactStoreUnavailable', reason: '503' }),
    Lost: { _tag: 'LoseAnswer' },
    Hang: { _tag: 'Hang' },
    NotAnArtifact: refuse({ _tag: 'ArtifactUnreadable', location, reason: 'it is not a ZIP file' }),
    DamagedFile: refuse({ _tag: 'FileUnreadable', reason: 'it is damaged' }),
  },
  start: async () => {
    const store = memoryArtifactStore(memoryClock())
    return {
      store,
      put: store.put,
      arrange: store.misbehave,
      calls: store.calls,
      calledWith: () => {
        const credentials = store.asked().at(-1)?.artifact.credentials
        return credentials?._tag === 'Provided' ? String(credentials.reveal()) : 'own'
      },
    }
  },
}
