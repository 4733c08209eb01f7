import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { readItemsFile } from '../../items/items-file.ts'
import { withItems } from '../../parameters/job-spec.ts'
import type { ArtifactFile } from '../../pipeline/artifact.ts'
import { tooManyFiles } from '../../plan/change-set-of.ts'
import { compare } from '../../site/compare.ts'
import type { Command } from '../command.ts'
import type { DecisionContext } from '../context.ts'
import type { FetchResult, JobEvent } from '../event.ts'
import type { JobRequest } from '../request.ts'
import type { Gathering, JobState, NextFetch } from '../state.ts'
import { timing } from '../timing.ts'
import {
  afterBaseline,
  afterBaselineArtifact,
  afterBaselineArtifactFailure,
  afterComparison,
  afterHistoryFailure,
  invalidateEverything,
  startComparison,
} from './baseline.ts'
import { afterArtifactFailure, execute, fetchNext, lastCallBy, notPlannable } from './steps.ts'

const compareOrPlan = (request: JobRequest, context: DecisionContext): JobState => {
  const { input, spec } = request
  return input === undefined || spec.changed === undefined
    ? execute(request, undefined, context)
    : startComparison(request, input, spec.changed, context)
}

/** Starts to fetch what the plan of a job depends on. Plans a job that needs nothing. */
export const gather = (request: JobRequest, context: DecisionContext): JobState =>
  request.file === undefined ? compareOrPlan(request, context) : fetchNext(request, { _tag: 'ItemsFile', file: request.file }, context)

/** A history or the directory of an artifact may take several requests, so each fetch gets all the time that is `left`, in milliseconds. */
const fetchCommand = (nextFetch: NextFetch, left: number): Command => {
  switch (nextFetch._tag) {
    case 'ItemsFile':
      return { _tag: 'ReadFile', file: nextFetch.file, within: left }
    case 'Baseline':
      return { _tag: 'ReadHistory', input: nextFetch.input, within: left }
    case 'BaselineArtifact':
    case 'CurrentArtifact':
      return { _tag: 'ListArtifact', artifact: nextFetch.artifact, within: left }
  }
}

/** Decides when to fetch, and with which timeout. */
export const decideFetch = ({ nextFetch, attempt: { notBefore } }: Gathering, context: DecisionContext): Command =>
  notBefore > context.now
    ? { _tag: 'Pause', milliseconds: notBefore - context.now }
    : fetchCommand(nextFetch, Math.max(timing.minimumCall, lastCallBy(context) - context.now))

/** Whether an event is the result of a fetch. */
export const isFetchResult = (event: JobEvent): event is FetchResult =>
  ['FileRead', 'FileReadFailed', 'HistoryRead', 'HistoryReadFailed', 'ArtifactListed', 'ArtifactListFailed'].includes(event._tag)

const afterFile = ({ request }: Gathering, file: ArtifactFile, content: Uint8Array, context: DecisionContext): JobState =>
  pipe(
    readItemsFile(context.cdn, context.ci.variables)(content),
    E.match(
      (issues): JobState => notPlannable(request, { _tag: 'ItemsFileInvalid', file, issues }, context),
      file => compareOrPlan({ ...request, spec: withItems(request.spec, file) }, context),
    ),
  )

/** The state of a job after the result of a fetch. A result that was not asked for changes nothing. */
export const afterFetch = (gathering: Gathering, fetched: FetchResult, context: DecisionContext): JobState => {
  const { request, nextFetch } = gathering
  switch (nextFetch._tag) {
    case 'ItemsFile':
      if (fetched._tag === 'FileRead') return afterFile(gathering, nextFetch.file, fetched.content, context)
      return fetched._tag === 'FileReadFailed'
        ? afterArtifactFailure(gathering, nextFetch.file.artifact, nextFetch.file, fetched.failure, context)
        : gathering
    case 'Baseline':
      if (fetched._tag === 'HistoryRead') return afterBaseline(gathering, nextFetch, fetched.baseline, context)
      return fetched._tag === 'HistoryReadFailed' ? afterHistoryFailure(gathering, nextFetch, fetched.failure, context) : gathering
    case 'BaselineArtifact':
      if (fetched._tag === 'ArtifactListed') return afterBaselineArtifact(gathering, nextFetch, fetched.entries, context)
      return fetched._tag === 'ArtifactListFailed'
        ? afterBaselineArtifactFailure(gathering, nextFetch, fetched.failure, context)
        : gathering
    case 'CurrentArtifact':
      if (fetched._tag === 'ArtifactListed') {
        return afterComparison(request, nextFetch, fetched.entries, compare(nextFetch.before, fetched.entries), context)
      }
      if (fetched._tag === 'ArtifactListFailed' && fetched.failure._tag === 'ArtifactTooLarge') {
        return invalidateEverything(request, nextFetch.changed, tooManyFiles, context)
      }
      return fetched._tag === 'ArtifactListFailed'
        ? afterArtifactFailure(gathering, nextFetch.artifact, undefined, fetched.failure, context)
        : gathering
  }
}
