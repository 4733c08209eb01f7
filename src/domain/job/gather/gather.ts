import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import type { Capabilities } from '../../cdn/capabilities.ts'
import { readItemsFile } from '../../items/items-file.ts'
import type { ArtifactFile } from '../../pipeline/artifact.ts'
import { changesOf } from '../../site/changed-paths.ts'
import type { Action } from '../action.ts'
import type { Fetched, Happening } from '../happening.ts'
import type { Instant, Moment } from '../moment.ts'
import { patience } from '../patience.ts'
import type { Request } from '../request.ts'
import type { Gathering, Stage, Wanted } from '../stage.ts'
import { afterBaseline, afterNoBefore, afterNoHistory, everything } from './baseline.ts'
import { afterFailure, endOf, planned, refused, want } from './steps.ts'

const compareOrPlan = (cdn: Capabilities, request: Request, now: Instant): Stage => {
  const { input, spec } = request
  return input === undefined || spec.changed === undefined
    ? planned(cdn, request, undefined, now)
    : want(request, { _tag: 'Baseline', input, changed: spec.changed })
}

/** What a job needs before it can be planned; where it needs nothing, its plan. */
export const gather = (cdn: Capabilities, request: Request, now: Instant): Stage =>
  request.file === undefined ? compareOrPlan(cdn, request, now) : want(request, { _tag: 'File', file: request.file })

/** What is read in many requests one after the other, a history or a long list, is given all the time that there is: `left`. */
const fetch = (wanted: Wanted, left: number): Action => {
  switch (wanted._tag) {
    case 'File':
      return { _tag: 'Read', file: wanted.file, within: Math.min(patience.call, left) }
    case 'Baseline':
      return { _tag: 'LookBack', input: wanted.input, within: left }
    case 'Before':
    case 'Now':
      return { _tag: 'List', artifact: wanted.artifact, within: left }
  }
}

/** The next attempt, when it is due. */
export const nextFetch = ({ wanted, next: { notBefore } }: Gathering, moment: Moment): Action =>
  notBefore > moment.now
    ? { _tag: 'Pause', milliseconds: notBefore - moment.now }
    : fetch(wanted, Math.max(patience.least, endOf(moment) - moment.now))

/** Whether something came of fetching. */
export const isFetched = (happening: Happening | Fetched): happening is Fetched =>
  ['FileRead', 'FileNotRead', 'LookedBack', 'NotLookedBack', 'Listed', 'NotListed'].includes(happening._tag)

const afterFile = (cdn: Capabilities, { request }: Gathering, file: ArtifactFile, content: Uint8Array, { started }: Moment): Stage =>
  pipe(
    readItemsFile(content),
    E.match(
      (mistakes): Stage => refused(request, { _tag: 'ItemsFileInvalid', file, mistakes }),
      items => compareOrPlan(cdn, { ...request, spec: { ...request.spec, items: [...request.spec.items, ...items] } }, started),
    ),
  )

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
        const { selected, ...compared } = changesOf(wanted.changed, wanted.before, fetched.entries)
        return selected === 0 && fetched.entries.length > 0
          ? everything(cdn, gathering, wanted.changed, 'no file of the artifact matches stripPrefix, include and exclude', moment)
          : planned(cdn, request, { _tag: 'Compared', ...compared }, moment.started)
      }
      return fetched._tag === 'NotListed' ? afterFailure(gathering, wanted.artifact, undefined, fetched.failure, moment) : gathering
  }
}
