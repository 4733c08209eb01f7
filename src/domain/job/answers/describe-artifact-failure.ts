import { excerpt } from '../../codec/excerpt.ts'
import type { ArtifactFile } from '../../pipeline/artifact.ts'
import type { ArtifactFailure } from '../../pipeline/artifact-failure.ts'
import { type Description, nothingWrong } from './describe-problem.ts'

/** A file in the notation of the parameters: `Artifact::path`. */
export const fileLabel = ({ artifact, path }: ArtifactFile): string => `${artifact.name}::${excerpt(path)}`

const nearestHint = (nearest: string | undefined): string =>
  nearest === undefined ? 'The artifact is empty.' : `The nearest is ${excerpt(nearest)}.`

/** Describes what is wrong and what to do, in a clause that follows the name of the file. */
export const describeArtifactFailure = (failure: ArtifactFailure): Description => {
  switch (failure._tag) {
    case 'ArtifactNotFound':
      return {
        kind: 'artifact',
        text: `${failure.location} does not exist. The artifact may have expired: release the change again to make a new one.`,
      }
    case 'ArtifactDenied':
      return { kind: 'permission', text: `${failure.permission} is denied on ${failure.resource}. ${failure.hint}` }
    case 'ArtifactUnauthenticated':
      return { kind: 'artifact', text: `the request for the artifact could not be authenticated (${failure.code}). ${failure.hint}` }
    case 'ArtifactUnreadable':
      return { kind: 'artifact', text: `${failure.location} is not a readable ZIP file: ${failure.reason}.` }
    case 'ArtifactTooLarge':
      return { kind: 'artifact', text: 'the artifact has too many files, or names that are too long. Split it, or leave files out.' }
    case 'FileNotFound':
      return {
        kind: 'artifact',
        text: `the artifact has no such file. ${nearestHint(failure.nearest)} Correct itemsFrom, or the build that creates the artifact.`,
      }
    case 'FileTooLarge':
      return {
        kind: 'artifact',
        text: `it has ${failure.bytes} bytes, more than the limit. Use wildcards instead of the items they cover.`,
      }
    case 'FileUnreadable':
      return { kind: 'artifact', text: `it cannot be unzipped: ${failure.reason}.` }
    case 'ArtifactStoreUnavailable':
      return {
        kind: 'unavailable',
        text: `the artifact store was unavailable until the job timed out (last response: ${failure.reason}). ${nothingWrong}`,
      }
  }
}
