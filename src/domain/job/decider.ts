import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import type { Capabilities } from '../cdn/capabilities.ts'
import type { Action } from './action.ts'
import { decide } from './decide.ts'
import { deliver, report } from './deliver.ts'
import { evolve } from './evolve.ts'
import { afterFetch, gather, isFetched, nextFetch } from './gather/gather.ts'
import { withoutPlan } from './gather/prepare.ts'
import type { Fetched, Happening } from './happening.ts'
import type { Job } from './job.ts'
import type { Instant, Moment } from './moment.ts'
import { readRequest } from './request.ts'
import type { Stage } from './stage.ts'

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
