import type { Capabilities } from '../../cdn/capabilities.ts'
import type { ChangedSpec } from '../../parameters/job-spec.ts'
import { type Artifact, urlOf } from '../../pipeline/artifact.ts'
import { type ArtifactFailure, isTransient } from '../../pipeline/artifact-failure.ts'
import type { Baseline } from '../../pipeline/history.ts'
import { type HistoryFailure, type HistoryNotRead, isTransient as historyPasses } from '../../pipeline/history-failure.ts'
import { everythingOf } from '../../site/changed-paths.ts'
import type { DecisionContext } from '../context.ts'
import type { Executing, Gathering, JobState, NextFetch } from '../state.ts'
import { isReliableBaseline } from './reliable-baseline.ts'
import { execute, fetchNext, notPlannable, retryFetch } from './steps.ts'

/** A plan for a job of which it is not known what changed. */
export const everything = (
  cdn: Capabilities,
  { request }: Gathering,
  changed: ChangedSpec,
  why: string,
  { invocationStartedAt }: DecisionContext,
): Executing => execute(cdn, request, { _tag: 'Unknown', changed: everythingOf(changed), why }, invocationStartedAt)

/** Where a job stands when it knows with which artifact its action last succeeded, or that it never did. */
export const afterBaseline = (
  cdn: Capabilities,
  gathering: Gathering,
  { input, changed }: Extract<NextFetch, { _tag: 'Baseline' }>,
  baseline: Baseline | undefined,
  moment: DecisionContext,
): JobState => {
  const { request } = gathering
  if (baseline === undefined)
    return everything(cdn, gathering, changed, 'there is no success of this action that tells what is stale', moment)
  if (!isReliableBaseline(request.spec, baseline)) {
    return everything(cdn, gathering, changed, 'this action last succeeded with other parameters', moment)
  }
  const { bucket, key } = baseline
  return fetchNext(request, { _tag: 'BaselineArtifact', artifact: { ...input.artifact, location: { bucket, key } }, input, changed })
}

const whyNoHistory = (failure: HistoryNotRead): string => {
  switch (failure._tag) {
    case 'HistoryDenied':
      return `${failure.permission} is denied on ${failure.resource}`
    case 'HistoryUnavailable':
      return `the pipeline's history could not be read (${failure.reason})`
    case 'HistoryRejected':
      return `the pipeline's history was refused with ${failure.code}`
  }
}

/** Without a history everything is invalidated; one that does not exist is a mistake in the parameters. */
export const afterNoHistory = (
  cdn: Capabilities,
  gathering: Gathering,
  { input, changed }: Extract<NextFetch, { _tag: 'Baseline' }>,
  failure: HistoryFailure,
  moment: DecisionContext,
): JobState => {
  if (failure._tag === 'PipelineNotFound') return notPlannable(gathering.request, { _tag: 'PipelineUnknown', pipeline: input.pipeline })
  const unknown = (): JobState => everything(cdn, gathering, changed, whyNoHistory(failure), moment)
  return historyPasses(failure) ? retryFetch(gathering, `the history of ${input.pipeline}`, failure.reason, moment, unknown) : unknown()
}

const whyNoBaseline = (artifact: Artifact, failure: ArtifactFailure): string =>
  failure._tag === 'ArtifactDenied'
    ? `${failure.permission} is denied on ${failure.resource}`
    : `the artifact of the last success, ${urlOf(artifact.location)}, could not be read (${failure._tag})`

/** How far the credentials reach that a job lends is not documented: where they do not reach, the function's own are tried. */
export const afterNoBefore = (
  cdn: Capabilities,
  gathering: Gathering,
  wanted: Extract<NextFetch, { _tag: 'BaselineArtifact' }>,
  failure: ArtifactFailure,
  moment: DecisionContext,
): JobState => {
  const { artifact, changed } = wanted
  const unknown = (): JobState => everything(cdn, gathering, changed, whyNoBaseline(artifact, failure), moment)
  if (isTransient(failure)) return retryFetch(gathering, urlOf(artifact.location), failure.reason, moment, unknown)
  return failure._tag === 'ArtifactDenied' && artifact.credentials
    ? fetchNext(gathering.request, { ...wanted, artifact: { ...artifact, credentials: undefined } })
    : unknown()
}
