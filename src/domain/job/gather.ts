import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { awaitFetch } from '../answer/await-fetch.ts'
import { nameOf } from '../answer/explain-artifact-failure.ts'
import { type Artifact, type ArtifactFile, urlOf } from '../artifact/artifact.ts'
import type { ArtifactEntry } from '../artifact/artifact-entry.ts'
import { changesOf, everythingOf } from '../changes/changes.ts'
import type { ActionInput, Baseline } from '../changes/history.ts'
import { vouches } from '../changes/vouches.ts'
import { type ArtifactFailure, passes } from '../failures/artifact-failure.ts'
import { type HistoryFailure, type HistoryNotRead, passes as historyPasses } from '../failures/history-failure.ts'
import type { PlanFailure } from '../failures/plan-failure.ts'
import { readItemsFile } from '../items/items-file.ts'
import type { ChangedSpec } from '../parameters/job-spec.ts'
import type { Capabilities } from '../plan/capabilities.ts'
import type { Changes } from '../plan/changes.ts'
import type { Action } from './action.ts'
import type { Fetched, Happening } from './happening.ts'
import type { Moment } from './moment.ts'
import { patience } from './patience.ts'
import { prepare, type Request, withoutPlan } from './prepare.ts'
import { beginning, type Due, type Instant, type Progress, untried } from './progress.ts'
import { later } from './retry.ts'
import type { Planned, Stage } from './stage.ts'
import { createdBefore } from './token.ts'

/** What is to be fetched next: the file of items, then the last success, then what is in its artifact, and in that of today. */
type Wanted =
  | { readonly _tag: 'File'; readonly file: ArtifactFile }
  | { readonly _tag: 'Baseline'; readonly input: ActionInput; readonly changed: ChangedSpec }
  | { readonly _tag: 'Before'; readonly artifact: Artifact; readonly input: ActionInput; readonly changed: ChangedSpec }
  | { readonly _tag: 'Now'; readonly before: ReadonlyArray<ArtifactEntry>; readonly artifact: Artifact; readonly changed: ChangedSpec }

/** Something has to be fetched before there can be a plan. */
export interface Gathering {
  readonly _tag: 'Gathering'
  readonly request: Request
  readonly wanted: Wanted
  readonly next: Due<string>
  readonly progress: Progress
}

const want = (request: Request, wanted: Wanted): Gathering => ({
  _tag: 'Gathering',
  request,
  wanted,
  next: untried,
  progress: beginning(0, request.began),
})

const refused = ({ began }: Request, failure: PlanFailure): Planned => ({ _tag: 'Planned', ...withoutPlan(failure, began) })

const planned = (cdn: Capabilities, request: Request, changes: Changes | undefined, now: Instant): Planned => ({
  _tag: 'Planned',
  ...prepare(cdn, request, changes, now),
})

const compareOrPlan = (cdn: Capabilities, request: Request, now: Instant): Stage => {
  const { input, spec } = request
  return input === undefined || spec.changed === undefined
    ? planned(cdn, request, undefined, now)
    : want(request, { _tag: 'Baseline', input, changed: spec.changed })
}

/** What a job needs before it can be planned; where it needs nothing, its plan. */
export const gather = (cdn: Capabilities, request: Request, now: Instant): Stage =>
  request.file === undefined ? compareOrPlan(cdn, request, now) : want(request, { _tag: 'File', file: request.file })

/** When nothing more is begun in this invocation, so that its answer gets through. */
const endOf = ({ deadline }: Moment): Instant => deadline - patience.reserve

const fetch = (wanted: Wanted, within: number): Action => {
  switch (wanted._tag) {
    case 'File':
      return { _tag: 'Read', file: wanted.file, within }
    case 'Baseline':
      return { _tag: 'LookBack', input: wanted.input, within }
    case 'Before':
    case 'Now':
      return { _tag: 'List', artifact: wanted.artifact, within }
  }
}

/** The next attempt, when it is due. */
export const nextFetch = ({ wanted, next: { notBefore } }: Gathering, moment: Moment): Action =>
  notBefore > moment.now
    ? { _tag: 'Pause', milliseconds: notBefore - moment.now }
    : fetch(wanted, Math.max(patience.least, Math.min(patience.call, endOf(moment) - moment.now)))

/** Whether something came of fetching. */
export const isFetched = (happening: Happening | Fetched): happening is Fetched =>
  ['FileRead', 'FileNotRead', 'LookedBack', 'NotLookedBack', 'Listed', 'NotListed'].includes(happening._tag)

/** Another attempt, now or in another invocation, as long as the job has time; then something else. */
const again = (gathering: Gathering, what: string, reason: string, moment: Moment, otherwise: () => Stage): Stage => {
  const { request, progress } = gathering
  const next = later(gathering.next.attempts, reason, moment)
  if (next.notBefore >= request.began + request.spec.timeoutMinutes * 60_000) return otherwise()
  const isNow = next.notBefore <= moment.started + patience.stay && next.notBefore + patience.least <= endOf(moment)
  return isNow ? { ...gathering, next } : { _tag: 'Postponed', answer: awaitFetch(request, what, reason), progress }
}

const notRead = ({ request }: Gathering, artifact: Artifact, file: ArtifactFile | undefined, failure: ArtifactFailure): Planned => {
  const before = request.token === undefined ? { created: 0, invalidationIds: [] } : createdBefore(request.token)
  return refused(request, { _tag: 'ArtifactNotRead', artifact, file, failure, ...before })
}

const afterFile = (cdn: Capabilities, { request }: Gathering, file: ArtifactFile, content: Uint8Array, { started }: Moment): Stage =>
  pipe(
    readItemsFile(content),
    E.match(
      (mistakes): Stage => refused(request, { _tag: 'ItemsFileInvalid', file, mistakes }),
      items => compareOrPlan(cdn, { ...request, spec: { ...request.spec, items: [...request.spec.items, ...items] } }, started),
    ),
  )

/** A plan for a job of which it is not known what changed. */
const everything = (cdn: Capabilities, { request }: Gathering, changed: ChangedSpec, why: string, { started }: Moment): Planned =>
  planned(cdn, request, { _tag: 'Unknown', changed: everythingOf(changed), why }, started)

const afterBaseline = (
  cdn: Capabilities,
  gathering: Gathering,
  { input, changed }: Extract<Wanted, { _tag: 'Baseline' }>,
  baseline: Baseline | undefined,
  moment: Moment,
): Stage => {
  const { request } = gathering
  if (baseline === undefined) return everything(cdn, gathering, changed, 'there is no success of this action to compare with', moment)
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

const afterNoHistory = (
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
const afterNoBefore = (
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

const afterFailure = (
  gathering: Gathering,
  artifact: Artifact,
  file: ArtifactFile | undefined,
  failure: ArtifactFailure,
  moment: Moment,
): Stage => {
  const otherwise = (): Stage => notRead(gathering, artifact, file, failure)
  return passes(failure)
    ? again(gathering, file === undefined ? `the artifact ${artifact.name}` : nameOf(file), failure.reason, moment, otherwise)
    : otherwise()
}

/** Where the job stands after something was fetched, or was not. */
export const afterFetch = (cdn: Capabilities, gathering: Gathering, fetched: Fetched, moment: Moment): Stage => {
  const { request, wanted } = gathering
  switch (wanted._tag) {
    case 'File':
      if (fetched._tag === 'FileRead') return afterFile(cdn, gathering, wanted.file, fetched.content, moment)
      return fetched._tag === 'FileNotRead'
        ? afterFailure(gathering, wanted.file.artifact, wanted.file, fetched.failure, moment)
        : gathering
    case 'Baseline':
      if (fetched._tag === 'LookedBack') return afterBaseline(cdn, gathering, wanted, fetched.baseline, moment)
      return fetched._tag === 'NotLookedBack' ? afterNoHistory(cdn, gathering, wanted, fetched.failure, moment) : gathering
    case 'Before': {
      const { input, changed } = wanted
      if (fetched._tag === 'Listed') return want(request, { _tag: 'Now', before: fetched.entries, artifact: input.artifact, changed })
      return fetched._tag === 'NotListed' ? afterNoBefore(cdn, gathering, wanted, fetched.failure, moment) : gathering
    }
    case 'Now':
      if (fetched._tag === 'Listed') {
        const changes: Changes = { _tag: 'Compared', ...changesOf(wanted.changed, wanted.before, fetched.entries) }
        return planned(cdn, request, changes, moment.started)
      }
      return fetched._tag === 'NotListed' ? afterFailure(gathering, wanted.artifact, undefined, fetched.failure, moment) : gathering
  }
}
