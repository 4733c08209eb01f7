import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import type { ChangedSpec } from '../../parameters/job-spec.ts'
import type { Artifact } from '../../pipeline/artifact.ts'
import type { ArtifactEntry } from '../../pipeline/artifact-entry.ts'
import { type ArtifactFailure, isTransient } from '../../pipeline/artifact-failure.ts'
import type { ActionInput, Baseline, NotComparable } from '../../pipeline/history.ts'
import { type HistoryFailure, type HistoryNotRead, isTransient as isTransientHistory } from '../../pipeline/history-failure.ts'
import { changeSetOf, everythingChanged, tooManyFiles } from '../../plan/change-set-of.ts'
import { hasRoomFor } from '../../site/changed-paths.ts'
import { type Comparison, compare, unite } from '../../site/compare.ts'
import type { DecisionContext } from '../context.ts'
import { type DecidedBaseline, hasRoomForLocations } from '../decided-baseline.ts'
import type { JobRequest } from '../request.ts'
import type { Executing, Gathering, JobState, NextFetch } from '../state.ts'
import { isReliableBaseline } from './reliable-baseline.ts'
import { execute, fetchNext, notPlannable, retryFetch, retryFetchOnce } from './steps.ts'

const tooManyArtifacts = 'too many artifacts were deployed since this action last succeeded'

/** Plans to invalidate everything that is served. `why` is a clause that the summary shows. */
export const invalidateEverything = (request: JobRequest, changed: ChangedSpec, why: string, context: DecisionContext): Executing =>
  execute({ ...request, baseline: { _tag: 'Everything', why } }, everythingChanged(context.cdn.paths, changed, why), context)

const compareWith = (
  request: JobRequest,
  input: ActionInput,
  changed: ChangedSpec,
  [location, ...rest]: Extract<DecidedBaseline, { _tag: 'Artifacts' }>['locations'],
  context: DecisionContext,
): JobState =>
  fetchNext(
    request,
    { _tag: 'BaselineArtifact', artifact: { ...input.artifact, location }, rest, compared: undefined, input, changed },
    context,
  )

/** Starts to compare the artifact: with what an earlier invocation decided on, if there was one that decided. */
export const startComparison = (request: JobRequest, input: ActionInput, changed: ChangedSpec, context: DecisionContext): JobState => {
  switch (request.baseline?._tag) {
    case undefined:
      return fetchNext(request, { _tag: 'Baseline', input, changed }, context)
    case 'Artifacts':
      return compareWith(request, input, changed, request.baseline.locations, context)
    case 'Everything':
      return invalidateEverything(request, changed, request.baseline.why, context)
  }
}

const notComparableClause = (why: NotComparable, { pipeline, stage, action }: ActionInput): string => {
  switch (why) {
    case 'NeverSucceeded':
      return 'no earlier successful run to compare with'
    case 'DeployNotListed':
      return `the history of ${pipeline} does not show the deploy before this run of ${stage}/${action}`
    case 'EarlierDeployNotListed':
      return `the history of ${pipeline} does not show the deploy before the last success`
    case 'InputsNotListed':
      return `the history of ${pipeline} does not list the artifacts of every run`
    case 'TooManyArtifacts':
      return tooManyArtifacts
    case 'HistoryTooLong':
      return `the history of ${pipeline} is too long to read`
  }
}

/** The state of a job after its history was read. */
export const afterBaseline = (
  { request }: Gathering,
  { input, changed }: Extract<NextFetch, { _tag: 'Baseline' }>,
  baseline: Baseline,
  context: DecisionContext,
): JobState => {
  switch (baseline._tag) {
    case 'NotComparable':
      return invalidateEverything(request, changed, notComparableClause(baseline.why, input), context)
    case 'Confirmed': {
      const decided = request.baseline
      return decided?._tag === 'Artifacts'
        ? compareWith({ ...request, baseline: { ...decided, source: 'History' } }, input, changed, decided.locations, context)
        : startComparison(request, input, changed, context)
    }
    case 'Comparable': {
      const { locations } = baseline
      if (!isReliableBaseline(request.spec, baseline, context)) {
        return invalidateEverything(request, changed, 'this action last succeeded with other parameters', context)
      }
      return hasRoomForLocations(locations, input.artifact.location)
        ? compareWith({ ...request, baseline: { _tag: 'Artifacts', locations, source: 'History' } }, input, changed, locations, context)
        : invalidateEverything(request, changed, tooManyArtifacts, context)
    }
  }
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
  const unknown = (): JobState => invalidateEverything(gathering.request, changed, historyFailureClause(failure), context)
  const subject = `the history of ${input.pipeline}`
  if (failure._tag === 'HistoryUnauthenticated') return retryFetchOnce(gathering, subject, failure.code, context, unknown)
  return isTransientHistory(failure) ? retryFetch(gathering, subject, failure.reason, context, unknown) : unknown()
}

const artifactFailureClause = (artifact: Artifact, failure: ArtifactFailure): string =>
  failure._tag === 'ArtifactDenied'
    ? `${failure.permission} is denied on ${failure.resource}`
    : `an earlier artifact, ${artifact.location}, could not be read (${failure._tag})`

/** The state of a job after an earlier artifact was listed. At most two directories are kept at a time. */
export const afterBaselineArtifact = (
  { request }: Gathering,
  { rest, compared, input, changed }: Extract<NextFetch, { _tag: 'BaselineArtifact' }>,
  entries: ReadonlyArray<ArtifactEntry>,
  context: DecisionContext,
): JobState =>
  compared === undefined
    ? fetchNext(request, { _tag: 'CurrentArtifact', before: entries, rest, artifact: input.artifact, input, changed }, context)
    : afterComparison(
        request,
        { input, changed, rest },
        compared.current,
        unite(compared.comparison, compare(entries, compared.current)),
        context,
      )

/** The state of a job after the present artifact was compared with one or several earlier ones: of `rest`, the next is compared. */
export const afterComparison = (
  request: JobRequest,
  { rest: [location, ...rest], input, changed }: Pick<Extract<NextFetch, { _tag: 'CurrentArtifact' }>, 'rest' | 'input' | 'changed'>,
  current: ReadonlyArray<ArtifactEntry>,
  comparison: Comparison,
  context: DecisionContext,
): JobState => {
  if (!hasRoomFor(comparison)) return invalidateEverything(request, changed, tooManyFiles, context)
  if (location !== undefined) {
    const artifact = { ...input.artifact, location }
    return fetchNext(request, { _tag: 'BaselineArtifact', artifact, rest, compared: { current, comparison }, input, changed }, context)
  }
  return pipe(
    changeSetOf(context.cdn.paths, changed, comparison),
    E.match(
      () => invalidateEverything(request, changed, 'no file of the artifact matches stripPrefix, include and exclude', context),
      changes => execute(request, changes, context),
    ),
  )
}

/**
 * A job's credentials may not cover older artifacts. If they do not, the program's own are tried. They may be: the location is from the
 * history of the pipeline, not from the event. A location in a token is from the event until the history confirms it.
 */
export const afterBaselineArtifactFailure = (
  gathering: Gathering,
  nextFetch: Extract<NextFetch, { _tag: 'BaselineArtifact' }>,
  failure: ArtifactFailure,
  context: DecisionContext,
): JobState => {
  const { request } = gathering
  const { artifact, input, changed } = nextFetch
  const unknown = (): JobState => invalidateEverything(request, changed, artifactFailureClause(artifact, failure), context)
  if (failure._tag === 'ArtifactUnauthenticated') return retryFetchOnce(gathering, artifact.location, failure.code, context, unknown)
  if (isTransient(failure)) return retryFetch(gathering, artifact.location, failure.reason, context, unknown)
  if (failure._tag !== 'ArtifactDenied' || artifact.credentials._tag === 'Own') return unknown()
  return request.baseline?._tag === 'Artifacts' && request.baseline.source === 'Token'
    ? fetchNext(request, { _tag: 'Baseline', input: { ...input, decided: request.baseline.locations }, changed }, context)
    : fetchNext(request, { ...nextFetch, artifact: { ...artifact, credentials: { _tag: 'Own' } } }, context)
}
