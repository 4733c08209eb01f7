import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import type { Answer } from '../answer/answer.ts'
import type { CdnFailure } from '../failures/cdn-failure.ts'
import type { PlanFailure } from '../failures/plan-failure.ts'
import type { ReportFailure } from '../failures/report-failure.ts'
import type { End } from '../job/action.ts'
import type { Happening } from '../job/happening.ts'
import type { Invalidation } from '../job/progress.ts'
import type { InvalidationRequest } from '../plan/invalidation-request.ts'
import type { Plan } from '../plan/plan.ts'

/** The request that a line tells of. `items` is how many. */
interface Submission {
  readonly distributionId: string
  readonly reference: string
  readonly items: number
}

/** What happened to a job. Made of the domain's own values, so that no credential ever gets here. */
type JobEvent =
  | {
      readonly _tag: 'Planned'
      readonly distributionIds: ReadonlyArray<string>
      /** Invalidated on each of the distributions. */
      readonly items: number
      readonly firstItems: ReadonlyArray<string>
      readonly requests: number
      readonly dryRun: boolean
    }
  | { readonly _tag: 'NotPlanned'; readonly mistakes: number }
  | ({ readonly _tag: 'Created'; readonly invalidation: Invalidation } & Submission)
  | ({ readonly _tag: 'NotCreated'; readonly failure: CdnFailure } & Submission)
  | { readonly _tag: 'Paused'; readonly milliseconds: number }
  | { readonly _tag: 'Reported' }
  | { readonly _tag: 'NotReported'; readonly failure: ReportFailure }
  | { readonly _tag: 'Finished'; readonly answer: Answer }
  | { readonly _tag: 'GivenUp'; readonly failure: ReportFailure }
  | { readonly _tag: 'Broken'; readonly error: string }

/** One line of the log. */
export type LogEntry = ({ readonly jobId: string } & JobEvent) | { readonly _tag: 'EventRefused'; readonly reason: string }

/** How many items of a plan its line shows. */
const itemsShown = 20

/** The line on what was planned. */
export const planned = (jobId: string, work: E.Either<PlanFailure, Plan>): LogEntry =>
  pipe(
    work,
    E.match(
      ({ mistakes }): LogEntry => ({ _tag: 'NotPlanned', jobId, mistakes: mistakes.length }),
      ({ distributionIds, items, requests, dryRun }) => ({
        _tag: 'Planned',
        jobId,
        distributionIds,
        items: items.length,
        firstItems: items.slice(0, itemsShown),
        requests: requests.length,
        dryRun,
      }),
    ),
  )

const submission = ({ distributionId, reference, items }: InvalidationRequest): Submission => ({
  distributionId,
  reference,
  items: items.length,
})

/** The line on what came of an action. */
export const happened = (jobId: string, happening: Happening): LogEntry => {
  switch (happening._tag) {
    case 'Created': {
      const { request, invalidation } = happening
      return { _tag: 'Created', jobId, ...submission(request), invalidation }
    }
    case 'NotCreated': {
      const { request, failure } = happening
      return { _tag: 'NotCreated', jobId, ...submission(request), failure }
    }
    case 'Paused':
    case 'Reported':
    case 'NotReported':
      return { jobId, ...happening }
  }
}

/** The line on how the job ended. */
export const ended = (jobId: string, end: End): LogEntry =>
  end._tag === 'Finish' ? { _tag: 'Finished', jobId, answer: end.answer } : { _tag: 'GivenUp', jobId, failure: end.failure }
