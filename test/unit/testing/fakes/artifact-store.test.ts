import type { ArtifactFailure } from '../../../../src/domain/pipeline/artifact-failure.ts'
import { artifactStoreContract } from '../../../../src/testing/contracts/artifact-store.ts'
import { memoryArtifactStore } from '../../../../src/testing/fakes/artifact-store.ts'
import { memoryClock } from '../../../../src/testing/fakes/clock.ts'
import type { Misbehaviour } from '../../../../src/testing/fakes/misbehaviour.ts'

const refuse = (failure: ArtifactFailure): Misbehaviour<ArtifactFailure> => ({ _tag: 'Refuse', failure })

const location = 'memory:artifacts/site'

artifactStoreContract<Misbehaviour<ArtifactFailure>>('in memory', {
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
      calledWith: () => String(store.asked().at(-1)?.artifact.credentials?.() ?? 'own'),
    }
  },
})
