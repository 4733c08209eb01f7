import type { ArtifactStore } from '../../ports/artifact-store.ts'

/**
 * S3 as the store, loaded when it is first asked for a file: most jobs ask for none, and they need not wait for what
 * it is made of. In the bundle that is a file of its own.
 */
export const lazyArtifactStore = (): ArtifactStore => {
  let loaded: Promise<ArtifactStore> | undefined
  const load = async (): Promise<ArtifactStore> => {
    const { s3ArtifactStore } = await import('./s3-artifact-store.ts')
    return s3ArtifactStore()
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
