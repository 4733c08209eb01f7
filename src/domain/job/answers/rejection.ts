import type { Issue } from '../../codec/issue.ts'
import type { ArtifactNotRead, BudgetTooSmall, PlanFailure } from '../../plan/plan-failure.ts'
import type { Failure } from '../answer.ts'
import { describeArtifactFailure, fileLabel } from './describe-artifact-failure.ts'
import { message } from './message.ts'
import { counted, listed } from './summary.ts'

const mistaken = (heading: string, issues: ReadonlyArray<Issue>): Failure => ({
  _tag: 'Failure',
  type: 'ConfigurationError',
  message: message(
    heading,
    issues.map(({ at, problem }) => `${at}: ${problem}`),
  ),
  invalidationIds: [],
})

const notRead = ({ artifact, file, failure, created, invalidationIds }: ArtifactNotRead): Failure => {
  const { type, text } = describeArtifactFailure(artifact, failure)
  const what = file === undefined ? `The artifact ${artifact.name}` : fileLabel(file)
  const before = created === 0 ? [] : [`Created before: ${listed(invalidationIds, created)}`]
  return { _tag: 'Failure', type, message: message(`${what} could not be read: ${text}`, before), invalidationIds }
}

const overBudget = ({ maxPaths, paths, tags, minimum, mergeable, cdnName }: BudgetTooSmall): string => {
  const found = [...(paths > 0 ? [counted(paths, 'path')] : []), ...(tags > 0 ? [counted(tags, 'tag')] : [])].join(' and ')
  const tagsStay = paths > 0 ? 'Tags cannot be merged, and paths take one place at least' : 'Tags cannot be merged'
  const why = mergeable ? tagsStay : `${cdnName} knows no wildcards, so that nothing can be merged`
  return `${maxPaths} allowed, but there are ${found} (duplicates not counted). ${why}. Give a maxPaths of at least ${minimum}, or fewer items`
}

/** The answer to a job for which there is no plan, or none to go on with. */
export const rejectionFor = (failure: PlanFailure): Failure => {
  switch (failure._tag) {
    case 'ParametersInvalid':
      return mistaken('UserParameters cannot be used as they are. Correct them in the action:', failure.issues)
    case 'PlanNotSupported':
      return mistaken('The CDN cannot do what UserParameters ask for:', failure.issues)
    case 'ItemsFileInvalid':
      return mistaken(`${fileLabel(failure.file)} cannot be used as it is. Correct it where it is made:`, failure.issues)
    case 'ArtifactNotRead':
      return notRead(failure)
    case 'PipelineUnknown':
      return mistaken('UserParameters cannot be used as they are. Correct them in the action:', [
        { at: 'changed.pipeline', problem: `there is no pipeline ${failure.pipeline} in this function's account and Region` },
      ])
    case 'BudgetTooSmall':
      return mistaken('The items do not fit into their budget:', [{ at: 'maxPaths', problem: overBudget(failure) }])
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
          'What the job asks for was changed while it was under way: UserParameters, or with changed what they are compared with. Retry the action, so that a new job begins.',
          [`Created before: ${failure.created === 0 ? 'nothing' : listed(failure.invalidationIds, failure.created)}`],
        ),
        invalidationIds: failure.invalidationIds,
      }
  }
}
