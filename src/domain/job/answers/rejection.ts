import type { Issue } from '../../codec/issue.ts'
import type { CiCapabilities } from '../../pipeline/capabilities.ts'
import type { ArtifactNotRead, BudgetTooSmall, PlanFailure } from '../../plan/plan-failure.ts'
import type { Failure } from '../answer.ts'
import { describeArtifactFailure, fileLabel } from './describe-artifact-failure.ts'
import { message } from './message.ts'
import { counted, listedIds } from './summary.ts'

const created = (count: number, ids: ReadonlyArray<string>): string => `Created before: ${count === 0 ? 'nothing' : listedIds(ids, count)}`

const overBudget = ({ maxPaths, paths, tags, minimum, mergeable, cdnName }: BudgetTooSmall): string => {
  const found = [...(paths > 0 ? [counted(paths, 'path')] : []), ...(tags > 0 ? [counted(tags, 'tag')] : [])].join(' and ')
  const tagsStay = paths > 0 ? 'Tags cannot be merged, and the paths need at least one place' : 'Tags cannot be merged'
  const why = mergeable ? tagsStay : `${cdnName} has no wildcards, so nothing can be merged`
  return `${maxPaths} allowed, but there are ${found} (duplicates not counted). ${why}. Use a maxPaths of at least ${minimum}, or fewer items`
}

/** The answer to a job that has no plan, or whose plan cannot be continued. */
export const rejectionFor = (failure: PlanFailure, { maxMessageLength, terms }: CiCapabilities): Failure => {
  const rejection = (
    kind: Failure['kind'],
    heading: string,
    entries: ReadonlyArray<string>,
    invalidationIds: ReadonlyArray<string> = [],
  ): Failure => ({ _tag: 'Failure', kind, message: message(heading, entries, maxMessageLength), invalidationIds })

  const withIssues = (heading: string, issues: ReadonlyArray<Issue>): Failure =>
    rejection(
      'configuration',
      heading,
      issues.map(({ at, problem }) => `${at}: ${problem}`),
    )

  const notRead = ({ artifact, file, failure: cause, ...before }: ArtifactNotRead): Failure => {
    const { kind, text } = describeArtifactFailure(cause)
    const subject = file === undefined ? `The artifact ${artifact.name}` : fileLabel(file)
    const entries = before.created === 0 ? [] : [created(before.created, before.invalidationIds)]
    return rejection(kind, `${subject} could not be read: ${text}`, entries, before.invalidationIds)
  }

  const invalidParameters = `Invalid ${terms.parameters}. Correct them ${terms.correctIn}:`
  switch (failure._tag) {
    case 'ParametersInvalid':
      return withIssues(invalidParameters, failure.issues)
    case 'PlanNotSupported':
      return withIssues(`The CDN cannot do what ${terms.parameters} ask for:`, failure.issues)
    case 'ItemsFileInvalid':
      return withIssues(`${fileLabel(failure.file)} is invalid. Correct it where it is created:`, failure.issues)
    case 'ArtifactNotRead':
      return notRead(failure)
    case 'ArtifactCredentialsMissing':
      return rejection(
        'permission',
        `The artifact ${failure.name} was not read: the event provides no credentials for ${failure.location}. The function's own permissions are not used for a location that an event names. Start the action in its pipeline, which provides credentials.`,
        [],
      )
    case 'PipelineUnknown':
      return withIssues(invalidParameters, [
        { at: 'changed.pipeline', problem: `there is no pipeline ${failure.pipeline} ${failure.where}` },
      ])
    case 'EverythingRefused': {
      const why = failure.why === undefined ? '' : `: ${failure.why}`
      return rejection('configuration', `This would invalidate everything (/*)${why}. The job does not allow that.`, [])
    }
    case 'BudgetTooSmall':
      return withIssues('The items do not fit into their budget:', [{ at: 'maxPaths', problem: overBudget(failure) }])
    case 'TokenInvalid':
      return rejection('failed', 'The continuation token is invalid. Retry the action to start a new job:', [failure.reason])
    case 'PlanChanged':
      return rejection(
        'failed',
        `The job's request changed while it was running: ${terms.parameters}, or the artifacts to compare. Retry the action to start a new job.`,
        [created(failure.created, failure.invalidationIds)],
        failure.invalidationIds,
      )
  }
}
