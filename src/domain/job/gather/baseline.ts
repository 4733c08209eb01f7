import type { Capabilities } from '../../cdn/capabilities.ts'
import type { ChangedSpec } from '../../parameters/job-spec.ts'
import { type Artifact, urlOf } from '../../pipeline/artifact.ts'
import { type ArtifactFailure, passes } from '../../pipeline/artifact-failure.ts'
import type { Baseline } from '../../pipeline/history.ts'
import { type HistoryFailure, type HistoryNotRead, passes as historyPasses } from '../../pipeline/history-failure.ts'
import { everythingOf } from '../../site/changed-paths.ts'
import type { Moment } from '../moment.ts'
import type { Gathering, Planned, Stage, Wanted } from '../stage.ts'
import { again, planned, refused, want } from './steps.ts'
import { vouches } from './vouches.ts'

/** A plan for a job of which it is not known what changed. */
export const everything = (cdn: Capabilities, { request }: Gathering, changed: ChangedSpec, why: string, { started }: Moment): Planned =>
  planned(cdn, request, { _tag: 'Unknown', changed: everythingOf(changed), why }, started)

/** Where a job stands when it knows with which artifact its action last succeeded, or that it never did. */
export const afterBaseline = (
  cdn: Capabilities,
  gathering: Gathering,
  { input, changed }: Extract<Wanted, { _tag: 'Baseline' }>,
  baseline: Baseline | undefined,
  moment: Moment,
): Stage => {
  const { request } = gathering
  if (baseline === undefined)
    return everything(cdn, gathering, changed, 'there is no success of this action that tells what is stale', moment)
  if (!vouches(request.spec, baseline)) {
    return everything(cdn, gathering, changed, 'this action last succeeded with other parameters', moment)
  }
  const { bucket, key } = baseline
  return want(request, { _tag: 'Before', artifact: { ...input.artifact, location: { bucket, key } }, input, changed })
}

const whyNoHistory = (failure: HistoryNotRead): string => {
  switch (failure._tag) {
    case 'HistoryDenied':
      return `${failure.permission} is denied on ${failure.resource}`
    case 'HistoryUnavailable':
      return `the pipeline's history could not be read (${failure.reason})`
    case 'HistoryRefused':
      return `the pipeline's history was refused with ${failure.code}`
  }
}

/** Without a history everything is invalidated; one that does not exist is a mistake in the parameters. */
export const afterNoHistory = (
  cdn: Capabilities,
  gathering: Gathering,
  { input, changed }: Extract<Wanted, { _tag: 'Baseline' }>,
  failure: HistoryFailure,
  moment: Moment,
): Stage => {
  if (failure._tag === 'PipelineNotFound') return refused(gathering.request, { _tag: 'PipelineUnknown', pipeline: input.pipeline })
  const unknown = (): Stage => everything(cdn, gathering, changed, whyNoHistory(failure), moment)
  return historyPasses(failure) ? again(gathering, `the history of ${input.pipeline}`, failure.reason, moment, unknown) : unknown()
}

const whyNoBaseline = (artifact: Artifact, failure: ArtifactFailure): string =>
  failure._tag === 'ArtifactDenied'
    ? `${failure.permission} is denied on ${failure.resource}`
    : `the artifact of the last success, ${urlOf(artifact.location)}, could not be read (${failure._tag})`

/** How far the credentials reach that a job lends is not documented: where they do not reach, the function's own are tried. */
export const afterNoBefore = (
  cdn: Capabilities,
  gathering: Gathering,
  wanted: Extract<Wanted, { _tag: 'Before' }>,
  failure: ArtifactFailure,
  moment: Moment,
): Stage => {
  const { artifact, changed } = wanted
  const unknown = (): Stage => everything(cdn, gathering, changed, whyNoBaseline(artifact, failure), moment)
  if (passes(failure)) return again(gathering, urlOf(artifact.location), failure.reason, moment, unknown)
  return failure._tag === 'ArtifactDenied' && artifact.credentials
    ? want(gathering.request, { ...wanted, artifact: { ...artifact, credentials: undefined } })
    : unknown()
}
