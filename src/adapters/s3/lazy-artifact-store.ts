import type { ArtifactStore } from '../../ports/artifact-store.ts'
import type { ClientSettings } from '../aws/client-settings.ts'

/**
 * S3 as the store, loaded on first use: most jobs read no artifact, and should not wait for its libraries. The bundle has a separate file
 * for it.
 */
export const lazyArtifactStore = (settings: ClientSettings): ArtifactStore => {
  let loaded: Promise<ArtifactStore> | undefined
  const load = async (): Promise<ArtifactStore> => {
    const { s3ArtifactStoreWith } = await import('./s3-artifact-store.ts')
    return s3ArtifactStoreWith(settings)
  }
  const store = (): Promise<ArtifactStore> => {
    loaded ??= load()
    return loaded
  }
  return {
    readFile: (file, within) => async () => (await store()).readFile(file, within)(),
    list: (artifact, within) => async () => (await store()).list(artifact, within)(),
  }
}
