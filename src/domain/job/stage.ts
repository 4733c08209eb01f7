import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import type { Continuation } from '../answer/answer.ts'
import { awaitFile } from '../answer/await-file.ts'
import type { ArtifactFile } from '../artifact/artifact.ts'
import { type ArtifactFailure, passes } from '../failures/artifact-failure.ts'
import { readItemsFile } from '../items/items-file.ts'
import type { Capabilities } from '../plan/capabilities.ts'
import type { Action } from './action.ts'
import { decide } from './decide.ts'
import { deliver, report } from './deliver.ts'
import { evolve } from './evolve.ts'
import type { FileHappening, Happening } from './happening.ts'
import type { Job } from './job.ts'
import type { Moment } from './moment.ts'
import { patience } from './patience.ts'
import { type Prepared, prepare, type Request, readRequest, withoutPlan } from './prepare.ts'
import { beginning, type Due, type Instant, type Progress, untried } from './progress.ts'
import { later } from './retry.ts'
import { createdBefore } from './token.ts'

/** A file has to be read before there can be a plan. */
interface Reading {
  readonly _tag: 'Reading'
  readonly request: Request
  readonly file: ArtifactFile
  readonly next: Due<ArtifactFailure>
  readonly progress: Progress
}

/** The file could not be read in this invocation; another one is to try it. */
interface Postponed {
  readonly _tag: 'Postponed'
  readonly answer: Continuation
  readonly progress: Progress
}

/** There is a plan, or there will be none. */
interface Planned extends Prepared {
  readonly _tag: 'Planned'
}

/** How far a job is in this invocation. */
export type Stage = Reading | Postponed | Planned

const planned = (prepared: Prepared): Planned => ({ _tag: 'Planned', ...prepared })

/** Where a job stands when an invocation begins. */
export const begin = (cdn: Capabilities, job: Job, now: Instant): Stage =>
  pipe(
    readRequest(job, now),
    E.match(
      (failure): Stage => planned(withoutPlan(failure, now)),
      request =>
        request.file === undefined
          ? planned(prepare(cdn, request, now))
          : { _tag: 'Reading', request, file: request.file, next: untried, progress: beginning(0, request.began) },
    ),
  )

/** When nothing more is begun in this invocation, so that its answer gets through. */
const endOf = ({ deadline }: Moment): Instant => deadline - patience.reserve

const read = ({ file, next: { notBefore } }: Reading, moment: Moment): Action =>
  notBefore > moment.now
    ? { _tag: 'Pause', milliseconds: notBefore - moment.now }
    : { _tag: 'Read', file, within: Math.max(patience.least, Math.min(patience.call, endOf(moment) - moment.now)) }

/** What a job does next. */
export const decideStage = (stage: Stage, moment: Moment): Action => {
  switch (stage._tag) {
    case 'Reading':
      return read(stage, moment)
    case 'Postponed':
      return deliver(stage.progress.report, moment, () => report(stage.answer, moment))
    case 'Planned':
      return decide(stage.work, stage.progress, moment)
  }
}

const afterRead = (cdn: Capabilities, { request, file }: Reading, content: Uint8Array, { started }: Moment): Planned =>
  pipe(
    readItemsFile(content),
    E.match(
      mistakes => planned(withoutPlan({ _tag: 'ItemsFileInvalid', file, mistakes }, request.began)),
      items => planned(prepare(cdn, { ...request, spec: { ...request.spec, items: [...request.spec.items, ...items] } }, started)),
    ),
  )

/** Another attempt, now or in another invocation, as long as the job has time. */
const afterFailure = (reading: Reading, failure: ArtifactFailure, moment: Moment): Stage => {
  const { request, file } = reading
  const { began, spec, token } = request
  const next = later(reading.next.attempts, failure, moment)
  const isInTime = next.notBefore < began + spec.timeoutMinutes * 60_000
  if (!passes(failure) || !isInTime) {
    const before = token === undefined ? { created: 0, invalidationIds: [] } : createdBefore(token)
    return planned(withoutPlan({ _tag: 'ItemsFileNotRead', file, failure, ...before }, began))
  }
  const isNow = next.notBefore <= moment.started + patience.stay && next.notBefore + patience.least <= endOf(moment)
  return isNow ? { ...reading, next } : { _tag: 'Postponed', answer: awaitFile(request, file, failure.reason), progress: reading.progress }
}

const isOfFile = (happening: Happening | FileHappening): happening is FileHappening =>
  happening._tag === 'FileRead' || happening._tag === 'FileNotRead'

/** Where the job stands after something happened. */
export const evolveStage = (cdn: Capabilities, stage: Stage, happening: Happening | FileHappening, moment: Moment): Stage => {
  if (stage._tag !== 'Reading') return isOfFile(happening) ? stage : { ...stage, progress: evolve(stage.progress, happening, moment) }
  if (!isOfFile(happening)) return stage
  return happening._tag === 'FileRead' ? afterRead(cdn, stage, happening.content, moment) : afterFailure(stage, happening.failure, moment)
}
