import type { FetchingPorts } from '../../../src/application/ports.ts'
import { type MemoryHistory, memoryHistory } from '../../../src/testing/fakes/action-history.ts'
import { type MemoryArtifactStore, memoryArtifactStore } from '../../../src/testing/fakes/artifact-store.ts'
import { type MemoryCdn, type MemoryCdnOptions, memoryCdn } from '../../../src/testing/fakes/cdn-invalidator.ts'
import { type MemoryClock, memoryClock } from '../../../src/testing/fakes/clock.ts'
import { type MemoryReporter, memoryReporter } from '../../../src/testing/fakes/job-reporter.ts'
import { type MemoryLog, memoryLog } from '../../../src/testing/fakes/log.ts'
import { cdnCapabilities, ciCapabilities } from '../capabilities.ts'

/** Every port as a fake, and the fakes themselves for inspection. */
export interface World {
  readonly ports: FetchingPorts
  readonly cdn: MemoryCdn
  readonly reporter: MemoryReporter
  readonly artifacts: MemoryArtifactStore
  readonly history: MemoryHistory
  readonly clock: MemoryClock
  readonly log: MemoryLog
}

export const knownPipeline = 'my-site'

export const knownJob = '11111111-abcd-1111-abcd-111111abcdef'

/** A world in which these jobs wait for their answers, the targets `E1` to `E3` exist, and every pause is the longest possible. */
export const world = (jobIds: ReadonlyArray<string> = [knownJob], options: MemoryCdnOptions = {}): World => {
  const clock = memoryClock(1_000_000)
  const cdn = memoryCdn(clock, ['E1', 'E2', 'E3'], {
    ...options,
    capabilities: { ...cdnCapabilities, name: 'The fake CDN', ...options.capabilities },
  })
  const reporter = memoryReporter(clock, jobIds, ciCapabilities)
  const artifacts = memoryArtifactStore(clock)
  const history = memoryHistory(clock, [knownPipeline])
  const log = memoryLog()
  return {
    ports: { cdn, reporter, artifacts, history, clock, random: () => 0.999, log: log.log },
    cdn,
    reporter,
    artifacts,
    history,
    clock,
    log,
  }
}
