import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import type { Answer } from '../answer/answer.ts'
import { type ArtifactFile, urlOf } from '../artifact/artifact.ts'
import type { Batch } from '../batch/batch.ts'
import type { ArtifactFailure } from '../failures/artifact-failure.ts'
import type { CdnFailure } from '../failures/cdn-failure.ts'
import type { HistoryFailure } from '../failures/history-failure.ts'
import type { MessageFailure } from '../failures/message-failure.ts'
import type { PlanFailure } from '../failures/plan-failure.ts'
import type { ReportFailure } from '../failures/report-failure.ts'
import type { End } from '../job/action.ts'
import type { Fetched, Happening } from '../job/happening.ts'
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

/** The file that a line tells of. */
interface Source {
  readonly artifact: string
  readonly path: string
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
  | { readonly _tag: 'PlannedItems'; readonly items: ReadonlyArray<string> }
  | { readonly _tag: 'NotPlanned'; readonly reason: PlanFailure['_tag'] }
  | ({ readonly _tag: 'FileRead'; readonly bytes: number } & Source)
  | ({ readonly _tag: 'FileNotRead'; readonly failure: ArtifactFailure } & Source)
  | { readonly _tag: 'LookedBack'; readonly pipeline: string; readonly baseline: string | undefined }
  | { readonly _tag: 'NotLookedBack'; readonly pipeline: string; readonly failure: HistoryFailure }
  | { readonly _tag: 'Listed'; readonly location: string; readonly entries: number }
  | { readonly _tag: 'NotListed'; readonly location: string; readonly failure: ArtifactFailure }
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

/** What happened to messages that were delivered together. All but `messageId` and `failure` are how many. */
type BatchEvent =
  | { readonly _tag: 'Received'; readonly messages: number; readonly changes: number; readonly ignored: number }
  | { readonly _tag: 'MessageRefused'; readonly messageId: string; readonly failure: MessageFailure }
  | { readonly _tag: 'Returned'; readonly messages: number; readonly of: number }

/** One line of the log. */
export type LogEntry = ({ readonly jobId: string } & JobEvent) | BatchEvent | { readonly _tag: 'EventRefused'; readonly reason: string }

/** How many items of a plan its line shows, and how many those who look closer are shown. */
const itemsShown = 20
const itemsShownInDetail = 100

const plan = (jobId: string, { firstJobId, items, spec }: Plan): ReadonlyArray<LogEntry> => [
  {
    _tag: 'Planned',
    jobId,
    firstJobId,
    distributionIds: spec.distributionIds,
    items: items.length,
    firstItems: items.slice(0, itemsShown),
    waitForCompletion: spec.waitForCompletion,
    dryRun: spec.dryRun,
  },
  ...(items.length > itemsShown ? [{ _tag: 'PlannedItems', jobId, items: items.slice(0, itemsShownInDetail) } as const] : []),
]

/** The lines on what was planned. */
export const planned = (jobId: string, work: E.Either<PlanFailure, Plan>): ReadonlyArray<LogEntry> =>
  pipe(
    work,
    E.match(
      ({ _tag: reason }): ReadonlyArray<LogEntry> => [{ _tag: 'NotPlanned', jobId, reason }],
      made => plan(jobId, made),
    ),
  )

const submission = ({ distributionId, reference, items }: InvalidationRequest): Submission => ({
  distributionId,
  reference,
  items: items.length,
})

const look = ({ distributionId, invalidationId }: Look): Look => ({ distributionId, invalidationId })

const source = ({ artifact, path }: ArtifactFile): Source => ({ artifact: artifact.name, path })

/** The line on what came of a step. */
export const happened = (jobId: string, happening: Fetched | Happening): LogEntry => {
  switch (happening._tag) {
    case 'FileRead':
      return { _tag: 'FileRead', jobId, ...source(happening.file), bytes: happening.content.length }
    case 'FileNotRead':
      return { _tag: 'FileNotRead', jobId, ...source(happening.file), failure: happening.failure }
    case 'LookedBack':
      return { _tag: 'LookedBack', jobId, pipeline: happening.input.pipeline, baseline: happening.baseline && urlOf(happening.baseline) }
    case 'NotLookedBack':
      return { _tag: 'NotLookedBack', jobId, pipeline: happening.input.pipeline, failure: happening.failure }
    case 'Listed':
      return { _tag: 'Listed', jobId, location: urlOf(happening.artifact.location), entries: happening.entries.length }
    case 'NotListed':
      return { _tag: 'NotListed', jobId, location: urlOf(happening.artifact.location), failure: happening.failure }
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

/** The lines on what messages tell. */
export const received = ({ messages, changes, ignored, refused }: Batch): ReadonlyArray<LogEntry> => [
  { _tag: 'Received', messages: messages.length, changes, ignored },
  ...refused.map(({ id, failure }): LogEntry => ({ _tag: 'MessageRefused', messageId: id, failure })),
]

/** The line on how the job ended, as far as this invocation goes; `milliseconds` after it began. */
export const ended = (jobId: string, end: End, milliseconds: number): LogEntry =>
  end._tag === 'Finish' ? { _tag: 'Finished', jobId, answer: end.answer, milliseconds } : { _tag: 'GivenUp', jobId, failure: end.failure }
