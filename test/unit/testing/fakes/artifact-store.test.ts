import { urlOf } from '../../../../src/domain/pipeline/artifact.ts'
import type { ArtifactFailure } from '../../../../src/domain/pipeline/artifact-failure.ts'
import { memoryArtifactStore } from '../../../../src/testing/fakes/artifact-store.ts'
import { memoryClock } from '../../../../src/testing/fakes/clock.ts'
import type { Misbehaviour } from '../../../../src/testing/fakes/misbehaviour.ts'
import { artifactStoreContract, type Trouble } from '../../../contracts/artifact-store.ts'
import { knownLocation } from '../../../support/artifacts.ts'

const refuse = (failure: ArtifactFailure): Misbehaviour<ArtifactFailure> => ({ _tag: 'Refuse', failure })

const location = urlOf(knownLocation)

const troubles: Readonly<Record<Trouble, Misbehaviour<ArtifactFailure>>> = {
  Gone: refuse({ _tag: 'ArtifactNotFound', location }),
  Denied: refuse({ _tag: 'ArtifactDenied', permission: 'store:Read', resource: location }),
  Throttled: refuse({ _tag: 'ArtifactStoreUnavailable', reason: 'Throttling' }),
  Fault: refuse({ _tag: 'ArtifactStoreUnavailable', reason: '503' }),
  Lost: { _tag: 'LoseAnswer' },
  Hang: { _tag: 'Hang' },
  NotAnArtifact: refuse({ _tag: 'ArtifactUnreadable', location, reason: 'it is no ZIP' }),
  DamagedFile: refuse({ _tag: 'FileUnreadable', reason: 'it is damaged' }),
}

artifactStoreContract('in memory', async () => {
  const store = memoryArtifactStore(memoryClock())
  return {
    store,
    put: store.put,
    arrange: trouble => store.misbehave(troubles[trouble]),
    calls: store.calls,
    lentKey: () => store.asked().at(-1)?.artifact.credentials?.().accessKeyId,
  }
})
