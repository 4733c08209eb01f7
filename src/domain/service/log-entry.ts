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

/** The invalidation that a line tells of. */
interface Look {
  readonly distributionId: string
  readonly invalidationId: string
}

/** What happened to a job. Made of the domain's own values, so that no credential ever gets here. */
type JobEvent =
  | {
      readonly _tag: 'Planned'
      /** The job that began it. */
      readonly firstJobId: string
      readonly distributionIds: ReadonlyArray<string>
      /** Invalidated on each of the distributions. */
      readonly items: number
      readonly firstItems: ReadonlyArray<string>
      readonly waitForCompletion: boolean
      readonly dryRun: boolean
    }
  | { readonly _tag: 'NotPlanned'; readonly reason: PlanFailure['_tag'] }
  | ({ readonly _tag: 'Created'; readonly invalidation: Invalidation } & Submission)
  | ({ readonly _tag: 'NotCreated'; readonly failure: CdnFailure } & Submission)
  | ({ readonly _tag: 'Checked'; readonly status: Invalidation['status'] } & Look)
  | ({ readonly _tag: 'NotChecked'; readonly failure: CdnFailure } & Look)
  | { readonly _tag: 'Paused'; readonly milliseconds: number }
  | { readonly _tag: 'Reported' }
  | { readonly _tag: 'NotReported'; readonly failure: ReportFailure }
  | {
      readonly _tag: 'Finished'
      readonly answer: Answer
      /** Since the first invocation of the job began. */
      readonly milliseconds: number
    }
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
      ({ _tag: reason }): LogEntry => ({ _tag: 'NotPlanned', jobId, reason }),
      ({ firstJobId, items, spec }) => ({
        _tag: 'Planned',
        jobId,
        firstJobId,
        distributionIds: spec.distributionIds,
        items: items.length,
        firstItems: items.slice(0, itemsShown),
        waitForCompletion: spec.waitForCompletion,
        dryRun: spec.dryRun,
      }),
    ),
  )

const submission = ({ distributionId, reference, items }: InvalidationRequest): Submission => ({
  distributionId,
  reference,
  items: items.length,
})

const look = ({ distributionId, invalidationId }: Look): Look => ({ distributionId, invalidationId })

/** The line on what came of a step. */
export const happened = (jobId: string, happening: Happening): LogEntry => {
  switch (happening._tag) {
    case 'Created':
      return { _tag: 'Created', jobId, ...submission(happening.request), invalidation: happening.invalidation }
    case 'NotCreated':
      return { _tag: 'NotCreated', jobId, ...submission(happening.request), failure: happening.failure }
    case 'Checked':
      return { _tag: 'Checked', jobId, ...look(happening.request), status: happening.status }
    case 'NotChecked':
      return { _tag: 'NotChecked', jobId, ...look(happening.request), failure: happening.failure }
    case 'Paused':
      return { _tag: 'Paused', jobId, milliseconds: happening.milliseconds }
    case 'Reported':
      return { _tag: 'Reported', jobId }
    case 'NotReported':
      return { _tag: 'NotReported', jobId, failure: happening.failure }
  }
}

/** The line on how the job ended, as far as this invocation goes; `milliseconds` after it began. */
export const ended = (jobId: string, end: End, milliseconds: number): LogEntry =>
  end._tag === 'Finish' ? { _tag: 'Finished', jobId, answer: end.answer, milliseconds } : { _tag: 'GivenUp', jobId, failure: end.failure }
