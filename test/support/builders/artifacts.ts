import type { ArtifactFile, ArtifactLocation, InputArtifact, ProvidedCredentials } from '../../../src/domain/pipeline/artifact.ts'

/** The location of the artifact in tests, with a key like those of CodePipeline. */
export const knownLocation: ArtifactLocation = 's3://codepipeline-eu-west-1-111111111111/my-site/SiteOutput/TdOSFRV'

/** The credentials of a session, as the event of a job provides them. */
export const providedCredentials: ProvidedCredentials = {
  _tag: 'Provided',
  reveal: () => ({ accessKeyId: 'ASIAPROVIDED', secretAccessKey: 'provided-secret', sessionToken: 'provided-token' }),
}

export const knownArtifact = {
  name: 'SiteOutput',
  location: knownLocation,
  credentials: providedCredentials,
} as const satisfies InputArtifact

/** A file of that artifact, with a size limit that no test reaches. */
export const fileAt = (path: string, change: Partial<ArtifactFile> = {}): ArtifactFile => ({
  artifact: knownArtifact,
  path,
  maxBytes: 1_000_000,
  ...change,
})

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

/** Bytes that do not compress, the same on every call. */
export const noise = (length: number): Uint8Array => {
  let state = 1
  return Uint8Array.from({ length }, () => {
    state = (state * 48_271) % 2_147_483_647
    return state & 0xff
  })
}
