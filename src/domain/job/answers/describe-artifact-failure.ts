import { excerpt } from '../../codec/excerpt.ts'
import type { Artifact, ArtifactFile } from '../../pipeline/artifact.ts'
import type { ArtifactFailure } from '../../pipeline/artifact-failure.ts'
import { type Explanation, nothingWrong } from './describe-problem.ts'

/** Where a file is, as the parameters name it. */
export const fileLabel = ({ artifact, path }: ArtifactFile): string => `${artifact.name}::${excerpt(path)}`

/** Why a file was not read, in words that go on after its name: what is the matter, and what to do. */
export const describeArtifactFailure = (artifact: Artifact, failure: ArtifactFailure): Explanation => {
  switch (failure._tag) {
    case 'ArtifactNotFound':
      return {
        type: 'RevisionUnavailable',
        text: `there is no ${failure.location}. The artifact may have expired: release the change again, so that there is a new one.`,
      }
    case 'ArtifactDenied':
      return {
        type: 'PermissionError',
        text: `${failure.permission} is denied on ${failure.resource}. ${artifact.credentials ? "Allow it in the pipeline's role, which lends its rights for artifacts." : "Allow it in this function's role: the stack's ArtifactBucket and ArtifactKeyArn do."}`,
      }
    case 'ArtifactUnreadable':
      return { type: 'RevisionUnavailable', text: `${failure.location} is no ZIP that can be read: ${failure.reason}.` }
    case 'FileNotFound':
      return {
        type: 'RevisionUnavailable',
        text: `there is no such file in the artifact. ${failure.nearest === undefined ? 'It is empty.' : `The nearest is ${excerpt(failure.nearest)}.`} Correct itemsFrom, or what the artifact is made of.`,
      }
    case 'FileTooLarge':
      return {
        type: 'RevisionUnavailable',
        text: `it has ${failure.bytes} bytes, more than are read. Give wildcards in place of the items that they cover.`,
      }
    case 'FileUnreadable':
      return { type: 'RevisionUnavailable', text: `it cannot be unzipped: ${failure.reason}.` }
    case 'ArtifactStoreUnavailable':
      return {
        type: 'SystemUnavailable',
        text: `the artifact store was busy until the job's time was over (${failure.reason}). ${nothingWrong}`,
      }
  }
}
