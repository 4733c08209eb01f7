import type { Artifact, ArtifactFile, ArtifactLocation } from '../../src/domain/pipeline/artifact.ts'

/** Where an artifact lies in tests, as CodePipeline names such places. */
export const knownLocation: ArtifactLocation = 's3://codepipeline-eu-west-1-111111111111/my-site/SiteOutput/TdOSFRV'

export const knownArtifact: Artifact = { name: 'SiteOutput', location: knownLocation, credentials: undefined }

/** A file of it, of which any size is read that a test would make. */
export const fileAt = (path: string, change: Partial<ArtifactFile> = {}): ArtifactFile => ({
  artifact: knownArtifact,
  path,
  maxBytes: 1_000_000,
  ...change,
})

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

/** Bytes in no order that could be compressed, and always the same ones. */
export const noise = (length: number): Uint8Array => {
  let state = 1
  return Uint8Array.from({ length }, () => {
    state = (state * 48_271) % 2_147_483_647
    return state & 0xff
  })
}
