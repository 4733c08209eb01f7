import type { ChangedSpec } from '../../parameters/job-spec.ts'
import type { Artifact } from '../../pipeline/artifact.ts'
import { type ArtifactFailure, isTransient } from '../../pipeline/artifact-failure.ts'
import type { Baseline } from '../../pipeline/history.ts'
import { type HistoryFailure, type HistoryNotRead, isTransient as isTransientHistory } from '../../pipeline/history-failure.ts'
import { everythingOf } from '../../site/changed-paths.ts'
import type { DecisionContext } from '../context.ts'
import type { Executing, Gathering, JobState, NextFetch } from '../state.ts'
import { isReliableBaseline } from './reliable-baseline.ts'
import { execute, fetchNext, notPlannable, retryFetch, retryFetchOnce } from './steps.ts'

/** Plans to invalidate everything that is served. `why` is a clause that the summary shows. */
export const invalidateEverything = ({ request }: Gathering, changed: ChangedSpec, why: string, context: DecisionContext): Executing =>
  execute(request, { _tag: 'Unknown', changed: everythingOf(context.cdn.paths, changed), why }, context)

/** The state of a job after its history was read. */
export const afterBaseline = (
  gathering: Gathering,
  { input, changed }: Extract<NextFetch, { _tag: 'Baseline' }>,
  baseline: Baseline | undefined,
  context: DecisionContext,
): JobState => {
  const { request } = gathering
  if (baseline === undefined) return invalidateEverything(gathering, changed, 'no earlier successful run to compare with', context)
  if (!isReliableBaseline(request.spec, baseline, context)) {
    return invalidateEverything(gathering, changed, 'this action last succeeded with other parameters', context)
  }
  const artifact = { ...input.artifact, location: baseline.location }
  return fetchNext(request, { _tag: 'BaselineArtifact', artifact, input, changed }, context)
}

const historyFailureClause = (failure: HistoryNotRead): string => {
  switch (failure._tag) {
    case 'HistoryDenied':
      return `${failure.permission} is denied on ${failure.resource}`
    case 'HistoryUnauthenticated':
      return `the request for the pipeline's history could not be authenticated (${failure.code})`
    case 'HistoryUnavailable':
      return `the pipeline's history could not be read (${failure.reason})`
    case 'HistoryRejected':
      return `the request for the pipeline's history was rejected with ${failure.code}`
  }
}

/** Without a history, everything is invalidated. A pipeline that does not exist is an error in the parameters. */
export const afterHistoryFailure = (
  gathering: Gathering,
  { input, changed }: Extract<NextFetch, { _tag: 'Baseline' }>,
  failure: HistoryFailure,
  context: DecisionContext,
): JobState => {
  if (failure._tag === 'PipelineNotFound') {
    const { pipeline, where } = failure
    return notPlannable(gathering.request, { _tag: 'PipelineUnknown', pipeline, where }, context)
  }
  const unknown = (): JobState => invalidateEverything(gathering, changed, historyFailureClause(failure), context)
  const subject = `the history of ${input.pipeline}`
  if (failure._tag === 'HistoryUnauthenticated') return retryFetchOnce(gathering, subject, failure.code, context, unknown)
  return isTransientHistory(failure) ? retryFetch(gathering, subject, failure.reason, context, unknown) : unknown()
}

/** Why two artifacts are not compared that exceed the limits. */
export const tooManyFiles = 'too many files to compare'

const artifactFailureClause = (artifact: Artifact, failure: ArtifactFailure): string =>
  failure._tag === 'ArtifactDenied'
    ? `${failure.permission} is denied on ${failure.resource}`
    : `the artifact of the last success, ${artifact.location}, could not be read (${failure._tag})`

/**
 * A job's credentials may not cover older artifacts. If they do not, the program's own are tried. They may be: the location is from the
 * history of the pipeline, not from the event.
 */
export const afterBaselineArtifactFailure = (
  gathering: Gathering,
  nextFetch: Extract<NextFetch, { _tag: 'BaselineArtifact' }>,
  failure: ArtifactFailure,
  context: DecisionContext,
): JobState => {
  const { artifact, changed } = nextFetch
  const unknown = (): JobState => invalidateEverything(gathering, changed, artifactFailureClause(artifact, failure), context)
  if (failure._tag === 'ArtifactUnauthenticated') return retryFetchOnce(gathering, artifact.location, failure.code, context, unknown)
  if (isTransient(failure)) return retryFetch(gathering, artifact.location, failure.reason, context, unknown)
  return failure._tag === 'ArtifactDenied' && artifact.credentials._tag === 'Provided'
    ? fetchNext(gathering.request, { ...nextFetch, artifact: { ...artifact, credentials: { _tag: 'Own' } } }, context)
    : unknown()
}
