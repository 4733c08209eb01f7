import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import type { Capabilities } from '../../cdn/capabilities.ts'
import { readItemsFile } from '../../items/items-file.ts'
import type { ArtifactFile } from '../../pipeline/artifact.ts'
import { changesOf } from '../../site/changed-paths.ts'
import type { Command } from '../command.ts'
import type { DecisionContext, Instant } from '../context.ts'
import type { FetchResult, StepResult } from '../event.ts'
import type { JobRequest } from '../request.ts'
import type { Gathering, JobState, NextFetch } from '../state.ts'
import { timing } from '../timing.ts'
import { afterBaseline, afterNoBefore, afterNoHistory, everything } from './baseline.ts'
import { afterFailure, execute, fetchNext, lastCallBy, notPlannable } from './steps.ts'

const compareOrPlan = (cdn: Capabilities, request: JobRequest, now: Instant): JobState => {
  const { input, spec } = request
  return input === undefined || spec.changed === undefined
    ? execute(cdn, request, undefined, now)
    : fetchNext(request, { _tag: 'Baseline', input, changed: spec.changed })
}

/** What a job needs before it can be planned; where it needs nothing, its plan. */
export const gather = (cdn: Capabilities, request: JobRequest, now: Instant): JobState =>
  request.file === undefined ? compareOrPlan(cdn, request, now) : fetchNext(request, { _tag: 'ItemsFile', file: request.file })

/** What is read in many requests one after the other, a history or a long list, is given all the time that there is: `left`. */
const fetchCommand = (wanted: NextFetch, left: number): Command => {
  switch (wanted._tag) {
    case 'ItemsFile':
      return { _tag: 'ReadFile', file: wanted.file, within: Math.min(timing.call, left) }
    case 'Baseline':
      return { _tag: 'ReadHistory', input: wanted.input, within: left }
    case 'BaselineArtifact':
    case 'CurrentArtifact':
      return { _tag: 'ListArtifact', artifact: wanted.artifact, within: left }
  }
}

/** The next attempt, when it is due. */
export const decideFetch = ({ nextFetch, attempt: { notBefore } }: Gathering, moment: DecisionContext): Command =>
  notBefore > moment.now
    ? { _tag: 'Pause', milliseconds: notBefore - moment.now }
    : fetchCommand(nextFetch, Math.max(timing.minimumCall, lastCallBy(moment) - moment.now))

/** Whether something came of fetching. */
export const isFetchResult = (happening: StepResult | FetchResult): happening is FetchResult =>
  ['FileRead', 'FileReadFailed', 'HistoryRead', 'HistoryReadFailed', 'ArtifactListed', 'ArtifactListFailed'].includes(happening._tag)

const afterFile = (
  cdn: Capabilities,
  { request }: Gathering,
  file: ArtifactFile,
  content: Uint8Array,
  { invocationStartedAt }: DecisionContext,
): JobState =>
  pipe(
    readItemsFile(content),
    E.match(
      (issues): JobState => notPlannable(request, { _tag: 'ItemsFileInvalid', file, issues }),
      items => compareOrPlan(cdn, { ...request, spec: { ...request.spec, items: [...request.spec.items, ...items] } }, invocationStartedAt),
    ),
  )

/** Where the job stands after something was fetched, or was not. */
export const afterFetch = (cdn: Capabilities, gathering: Gathering, fetched: FetchResult, moment: DecisionContext): JobState => {
  const { request, nextFetch } = gathering
  switch (nextFetch._tag) {
    case 'ItemsFile':
      if (fetched._tag === 'FileRead') return afterFile(cdn, gathering, nextFetch.file, fetched.content, moment)
      return fetched._tag === 'FileReadFailed'
        ? afterFailure(gathering, nextFetch.file.artifact, nextFetch.file, fetched.failure, moment)
        : gathering
    case 'Baseline':
      if (fetched._tag === 'HistoryRead') return afterBaseline(cdn, gathering, nextFetch, fetched.baseline, moment)
      return fetched._tag === 'HistoryReadFailed' ? afterNoHistory(cdn, gathering, nextFetch, fetched.failure, moment) : gathering
    case 'BaselineArtifact': {
      const { input, changed } = nextFetch
      if (fetched._tag === 'ArtifactListed')
        return fetchNext(request, { _tag: 'CurrentArtifact', before: fetched.entries, artifact: input.artifact, changed })
      return fetched._tag === 'ArtifactListFailed' ? afterNoBefore(cdn, gathering, nextFetch, fetched.failure, moment) : gathering
    }
    case 'CurrentArtifact':
      if (fetched._tag === 'ArtifactListed') {
        const { selected, ...compared } = changesOf(nextFetch.changed, nextFetch.before, fetched.entries)
        return selected === 0 && fetched.entries.length > 0
          ? everything(cdn, gathering, nextFetch.changed, 'no file of the artifact matches stripPrefix, include and exclude', moment)
          : execute(cdn, request, { _tag: 'Compared', ...compared }, moment.invocationStartedAt)
      }
      return fetched._tag === 'ArtifactListFailed'
        ? afterFailure(gathering, nextFetch.artifact, undefined, fetched.failure, moment)
        : gathering
  }
}
