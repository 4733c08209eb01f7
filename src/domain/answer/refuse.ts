import type { ArtifactFile } from '../artifact/artifact.ts'
import { excerpt } from '../codec/excerpt.ts'
import type { Mistake } from '../codec/mistake.ts'
import type { ArtifactFailure } from '../failures/artifact-failure.ts'
import type { PlanFailure } from '../failures/plan-failure.ts'
import type { Failure } from './answer.ts'
import { type Explanation, nothingWrong } from './explain.ts'
import { message } from './message.ts'
import { listed } from './summary.ts'

const mistaken = (heading: string, mistakes: ReadonlyArray<Mistake>): Failure => ({
  _tag: 'Failure',
  type: 'ConfigurationError',
  message: message(
    heading,
    mistakes.map(({ at, problem }) => `${at}: ${problem}`),
  ),
  invalidationIds: [],
})

/** Where a file is, as the parameters name it. */
const nameOf = ({ artifact, path }: ArtifactFile): string => `${artifact.name}::${excerpt(path)}`

const whyNotRead = ({ artifact, mostBytes }: ArtifactFile, failure: ArtifactFailure): Explanation => {
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
        text: `it has ${failure.bytes} bytes, at most ${mostBytes} are read. Give wildcards in place of the items that they cover.`,
      }
    case 'FileUnreadable':
      return { type: 'RevisionUnavailable', text: `it cannot be unzipped: ${failure.reason}.` }
    case 'ArtifactStoreUnavailable':
      return { type: 'SystemUnavailable', text: `the artifact store did not answer in time: ${failure.reason}. ${nothingWrong}` }
  }
}

const notRead = ({ file, failure, created, invalidationIds }: Extract<PlanFailure, { _tag: 'ItemsFileNotRead' }>): Failure => {
  const { type, text } = whyNotRead(file, failure)
  const before = created === 0 ? [] : [`Created before: ${listed(invalidationIds, created)}`]
  return { _tag: 'Failure', type, message: message(`${nameOf(file)} could not be read: ${text}`, before), invalidationIds }
}

/** The answer to a job for which there is no plan, or none to go on with. */
export const refuse = (failure: PlanFailure): Failure => {
  switch (failure._tag) {
    case 'ParametersInvalid':
      return mistaken('UserParameters cannot be used as they are. Correct them in the action:', failure.mistakes)
    case 'PlanNotSupported':
      return mistaken('The CDN cannot do what UserParameters ask for:', failure.mistakes)
    case 'ItemsFileInvalid':
      return mistaken(`${nameOf(failure.file)} cannot be used as it is. Correct it where it is made:`, failure.mistakes)
    case 'ItemsFileNotRead':
      return notRead(failure)
    case 'TokenInvalid':
      return {
        _tag: 'Failure',
        type: 'JobFailed',
        message: message('The continuation token cannot be used. Retry the action, so that a new job begins:', [failure.reason]),
        invalidationIds: [],
      }
    case 'PlanChanged':
      return {
        _tag: 'Failure',
        type: 'JobFailed',
        message: message(
          'UserParameters were changed while the job was under way. Retry the action, so that a new job begins with the new ones.',
          [`Created before: ${failure.created === 0 ? 'nothing' : listed(failure.invalidationIds, failure.created)}`],
        ),
        invalidationIds: failure.invalidationIds,
      }
  }
}
