import * as E from 'fp-ts/lib/Either.js'
import type { Artifact, ArtifactFile, ArtifactLocation } from '../../domain/pipeline/artifact.ts'
import type { ArtifactEntry } from '../../domain/pipeline/artifact-entry.ts'
import type { ArtifactFailure } from '../../domain/pipeline/artifact-failure.ts'
import { type Nearest, nearerPath } from '../../domain/pipeline/nearest-path.ts'
import type { ArtifactStore } from '../../ports/artifact-store.ts'
import { checksum } from './checksum.ts'
import type { MemoryClock } from './clock.ts'
import { type Unreliable, unreliable } from './misbehaviour.ts'

/** A store that only remembers, with a look at what was asked of it. */
export interface MemoryArtifactStore extends ArtifactStore, Pick<Unreliable<ArtifactFailure>, 'calls' | 'misbehave'> {
  /** Puts an artifact with these files, by their paths, in the place of whatever was there. */
  readonly put: (location: ArtifactLocation, files: Readonly<Record<string, Uint8Array>>) => void
  readonly asked: () => ReadonlyArray<ArtifactFile>
  readonly listed: () => ReadonlyArray<Artifact>
}

export const memoryArtifactStore = (clock: MemoryClock): MemoryArtifactStore => {
  const artifacts = new Map<string, ReadonlyMap<string, Uint8Array>>()
  const asked: ArtifactFile[] = []
  const listed: Artifact[] = []
  const { call, calls, misbehave } = unreliable<ArtifactFailure>(clock, reason => ({ _tag: 'ArtifactStoreUnavailable', reason }))

  const read = ({ artifact, path, maxBytes }: ArtifactFile): E.Either<ArtifactFailure, Uint8Array> => {
    const files = artifacts.get(artifact.location)
    if (files === undefined) return E.left({ _tag: 'ArtifactNotFound', location: artifact.location })
    const bytes = files.get(path)
    if (bytes === undefined) {
      const nearest = [...files.keys()].reduce<Nearest | undefined>(nearerPath(path), undefined)
      return E.left({ _tag: 'FileNotFound', nearest: nearest?.path })
    }
    return bytes.length > maxBytes ? E.left({ _tag: 'FileTooLarge', bytes: bytes.length }) : E.right(bytes)
  }

  const list = ({ location }: Artifact): E.Either<ArtifactFailure, ReadonlyArray<ArtifactEntry>> => {
    const files = artifacts.get(location)
    return files === undefined
      ? E.left({ _tag: 'ArtifactNotFound', location })
      : E.right([...files].map(([name, bytes]) => ({ name, fingerprint: checksum(bytes), size: bytes.length })))
  }

  return {
    list: (artifact, within) =>
      call(within, () => {
        listed.push(artifact)
        return list(artifact)
      }),
    listed: () => listed,
    readFile: (file, within) =>
      call(within, () => {
        asked.push(file)
        return read(file)
      }),
    put: (location, files) => {
      artifacts.set(location, new Map(Object.entries(files)))
    },
    asked: () => asked,
    calls,
    misbehave,
  }
}
