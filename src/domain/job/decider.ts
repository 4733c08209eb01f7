import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import type { Capabilities } from '../cdn/capabilities.ts'
import type { Command } from './command.ts'
import type { DecisionContext, Instant } from './context.ts'
import { decideStep } from './decide-step.ts'
import { deliver, reportAnswer } from './deliver.ts'
import type { FetchResult, StepResult } from './event.ts'
import { evolveProgress } from './evolve-progress.ts'
import { afterFetch, decideFetch, gather, isFetchResult } from './gather/gather.ts'
import { preparedWithoutPlan } from './gather/prepare.ts'
import type { Job } from './job.ts'
import { readRequest } from './request.ts'
import type { JobState } from './state.ts'

/** Where a job stands when an invocation begins. */
export const initialState = (cdn: Capabilities, job: Job, now: Instant): JobState =>
  pipe(
    readRequest(job, now),
    E.match(
      (failure): JobState => ({ _tag: 'Executing', ...preparedWithoutPlan(failure, now) }),
      request => gather(cdn, request, now),
    ),
  )

/** What a job does next. */
export const decide = (stage: JobState, moment: DecisionContext): Command => {
  switch (stage._tag) {
    case 'Gathering':
      return decideFetch(stage, moment)
    case 'Postponed':
      return deliver(stage.progress.delivery, moment, () => reportAnswer(stage.answer, moment))
    case 'Executing':
      return decideStep(stage.plan, stage.progress, moment)
  }
}

/** Where the job stands after something happened. */
export const evolve = (cdn: Capabilities, stage: JobState, happening: StepResult | FetchResult, moment: DecisionContext): JobState => {
  if (stage._tag === 'Gathering') return isFetchResult(happening) ? afterFetch(cdn, stage, happening, moment) : stage
  return isFetchResult(happening) ? stage : { ...stage, progress: evolveProgress(stage.progress, happening, moment) }
}
