import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import type { Capabilities } from '../cdn/capabilities.ts'
import type { Action } from './action.ts'
import type { Continuation } from './answer.ts'
import { decide } from './decide.ts'
import { deliver, report } from './deliver.ts'
import { evolve } from './evolve.ts'
import { afterFetch, gather, isFetched, nextFetch } from './gather/gather.ts'
import { type Prepared, readRequest, withoutPlan } from './gather/prepare.ts'
import type { Gathering } from './gather/steps.ts'
import type { Fetched, Happening } from './happening.ts'
import type { Job } from './job.ts'
import type { Moment } from './moment.ts'
import type { Instant, Progress } from './progress.ts'

/** Something could not be fetched in this invocation; another one is to try it. */
interface Postponed {
  readonly _tag: 'Postponed'
  readonly answer: Continuation
  readonly progress: Progress
}

/** There is a plan, or there will be none. */
export interface Planned extends Prepared {
  readonly _tag: 'Planned'
}

/** How far a job is in this invocation. */
export type Stage = Gathering | Postponed | Planned

/** Where a job stands when an invocation begins. */
export const begin = (cdn: Capabilities, job: Job, now: Instant): Stage =>
  pipe(
    readRequest(job, now),
    E.match(
      (failure): Stage => ({ _tag: 'Planned', ...withoutPlan(failure, now) }),
      request => gather(cdn, request, now),
    ),
  )

/** What a job does next. */
export const decideStage = (stage: Stage, moment: Moment): Action => {
  switch (stage._tag) {
    case 'Gathering':
      return nextFetch(stage, moment)
    case 'Postponed':
      return deliver(stage.progress.report, moment, () => report(stage.answer, moment))
    case 'Planned':
      return decide(stage.work, stage.progress, moment)
  }
}

/** Where the job stands after something happened. */
export const evolveStage = (cdn: Capabilities, stage: Stage, happening: Happening | Fetched, moment: Moment): Stage => {
  if (stage._tag === 'Gathering') return isFetched(happening) ? afterFetch(cdn, stage, happening, moment) : stage
  return isFetched(happening) ? stage : { ...stage, progress: evolve(stage.progress, happening, moment) }
}
