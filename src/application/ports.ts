import type { ActionHistory } from '../ports/action-history.ts'
import type { ArtifactStore } from '../ports/artifact-store.ts'
import type { CdnInvalidator } from '../ports/cdn-invalidator.ts'
import type { Clock } from '../ports/clock.ts'
import type { JobReporter } from '../ports/job-reporter.ts'
import type { Log } from '../ports/log.ts'
import type { Random } from '../ports/random.ts'

/** The ports that every use case needs. */
export interface Ports {
  readonly cdn: CdnInvalidator
  readonly reporter: JobReporter
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
}

/** The ports of a use case that also reads artifacts and history. */
export interface FetchingPorts extends Ports {
  readonly artifacts: ArtifactStore
  readonly history: ActionHistory
}
