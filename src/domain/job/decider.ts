import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import type { Plan } from '../plan/plan.ts'
import type { Command } from './command.ts'
import type { DecisionContext } from './context.ts'
import { decideStep } from './decide-step.ts'
import { deliver, reportAnswer } from './deliver.ts'
import type { JobEvent } from './event.ts'
import { evolveProgress } from './evolve-progress.ts'
import { afterFetch, decideFetch, gather, isFetchResult } from './gather/gather.ts'
import { preparedWithoutPlan } from './gather/prepare.ts'
import type { Job } from './job.ts'
import { readRequest } from './request.ts'
import type { JobState } from './state.ts'

/** The state of a job when an invocation starts. */
export const initialState = (job: Job, context: DecisionContext): JobState =>
  pipe(
    readRequest(job, context),
    E.match(
      (failure): JobState => ({ _tag: 'Executing', ...preparedWithoutPlan(failure, context.invocationStartedAt, context) }),
      request => gather(request, context),
    ),
  )

/** Decides what a job does next. */
export const decide = (state: JobState, context: DecisionContext): Command => {
  switch (state._tag) {
    case 'Gathering':
      return decideFetch(state, context)
    case 'Postponed':
      return deliver(state.progress.delivery, context, () => reportAnswer(state.answer, context))
    case 'Executing':
      return decideStep(state.plan, state.progress, context)
  }
}

const planOf = (state: Exclude<JobState, { _tag: 'Gathering' }>): Plan | undefined =>
  state._tag === 'Executing' && E.isRight(state.plan) ? state.plan.right : undefined

/** The state of a job after an event. An event that does not fit the state changes nothing. */
export const evolve = (state: JobState, event: JobEvent, context: DecisionContext): JobState => {
  if (state._tag === 'Gathering') return isFetchResult(event) ? afterFetch(state, event, context) : state
  return isFetchResult(event) ? state : { ...state, progress: evolveProgress(planOf(state), state.progress, event, context) }
}
