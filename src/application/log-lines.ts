import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import type { Batch } from '../domain/batch/batch.ts'
import type { InvalidationRequest } from '../domain/cdn/invalidation.ts'
import type { Item } from '../domain/items/item.ts'
import type { Stop } from '../domain/job/command.ts'
import type { Instant } from '../domain/job/context.ts'
import type { FetchResult, StepResult } from '../domain/job/event.ts'
import type { Job } from '../domain/job/job.ts'
import { handedOverAt } from '../domain/job/token.ts'
import type { ArtifactFile } from '../domain/pipeline/artifact.ts'
import type { Plan } from '../domain/plan/plan.ts'
import type { PlanFailure } from '../domain/plan/plan-failure.ts'
import type { Check, LogEntry, Source, Submission } from '../ports/log-entry.ts'

/** Items of a plan that `Planned` shows, and that the more detailed `PlannedItems` shows. */
const itemsShown = 20
const itemsShownInDetail = 100

/** The items that may be logged. Those of a file may not: a file named by mistake may be confidential, and most text reads as paths. */
const loggable = ({ items, spec }: Plan): ReadonlyArray<Item> => (spec.itemsFrom === undefined ? items : [])

const plannedEntries = (jobId: string, plan: Plan): ReadonlyArray<LogEntry> => {
  const { firstJobId, items, spec } = plan
  const shown = loggable(plan)
  return [
    {
      _tag: 'Planned',
      jobId,
      firstJobId,
      targetIds: spec.targetIds,
      items: items.length,
      firstItems: shown.slice(0, itemsShown),
      waitForCompletion: spec.waitForCompletion,
      dryRun: spec.dryRun,
    },
    ...(shown.length > itemsShown ? [{ _tag: 'PlannedItems', jobId, items: shown.slice(0, itemsShownInDetail) } as const] : []),
    ...(spec.doubts.count > 0 ? [{ _tag: 'ItemsTakenLiterally', jobId, ...spec.doubts } as const] : []),
  ]
}

/** The line that reports how long a continued job waited between two invocations. None for a new job, or if that is not known. */
export const resumedEntries = ({ id, continuationToken }: Job, now: Instant): ReadonlyArray<LogEntry> => {
  const handedOver = handedOverAt(continuationToken)
  return handedOver === undefined ? [] : [{ _tag: 'Resumed', jobId: id, milliseconds: now - handedOver }]
}

/** The lines that report a plan, or why there is none. */
export const planEntries = (jobId: string, planned: E.Either<PlanFailure, Plan>): ReadonlyArray<LogEntry> =>
  pipe(
    planned,
    E.match(
      ({ _tag: reason }): ReadonlyArray<LogEntry> => [{ _tag: 'PlanFailed', jobId, reason }],
      plan => plannedEntries(jobId, plan),
    ),
  )

const submissionFields = ({ targetId, reference, items }: InvalidationRequest): Submission => ({
  targetId,
  reference,
  items: items.length,
})

const checkFields = ({ targetId, invalidationId }: Check): Check => ({ targetId, invalidationId })

const sourceFields = ({ artifact, path }: ArtifactFile): Source => ({ artifact: artifact.name, path })

const baselineFields = ({ input, baseline }: Extract<FetchResult, { _tag: 'HistoryRead' }>) => {
  switch (baseline._tag) {
    case 'Comparable':
      return { baseline: baseline.locations }
    case 'Confirmed':
      return { baseline: input.decided ?? [] }
    case 'NotComparable':
      return { baseline: [], why: baseline.why }
  }
}

/** The line that reports an event. It names no credentials and no file content. */
export const eventEntry = (jobId: string, event: FetchResult | StepResult): LogEntry => {
  switch (event._tag) {
    case 'FileRead':
      return { _tag: 'FileRead', jobId, ...sourceFields(event.file), bytes: event.content.length }
    case 'FileReadFailed':
      return { _tag: 'FileReadFailed', jobId, ...sourceFields(event.file), failure: event.failure }
    case 'HistoryRead':
      return { _tag: 'HistoryRead', jobId, pipeline: event.input.pipeline, ...baselineFields(event) }
    case 'HistoryReadFailed':
      return { _tag: 'HistoryReadFailed', jobId, pipeline: event.input.pipeline, failure: event.failure }
    case 'ArtifactListed':
      return { _tag: 'ArtifactListed', jobId, location: event.artifact.location, entries: event.entries.length }
    case 'ArtifactListFailed':
      return { _tag: 'ArtifactListFailed', jobId, location: event.artifact.location, failure: event.failure }
    case 'InvalidationCreated':
      return { _tag: 'InvalidationCreated', jobId, ...submissionFields(event.request), invalidation: event.invalidation }
    case 'InvalidationFailed':
      return { _tag: 'InvalidationFailed', jobId, ...submissionFields(event.request), failure: event.failure }
    case 'LookedUp':
      return { _tag: 'LookedUp', jobId, ...submissionFields(event.request), invalidation: event.invalidation }
    case 'LookUpFailed':
      return { _tag: 'LookUpFailed', jobId, ...submissionFields(event.request), failure: event.failure }
    case 'StatusChecked':
      return { _tag: 'StatusChecked', jobId, ...checkFields(event.request), status: event.status }
    case 'StatusCheckFailed':
      return { _tag: 'StatusCheckFailed', jobId, ...checkFields(event.request), failure: event.failure }
    case 'Paused':
      return { _tag: 'Paused', jobId, milliseconds: event.milliseconds }
    case 'Reported':
      return { _tag: 'Reported', jobId }
    case 'ReportFailed':
      return {
        _tag: 'ReportFailed',
        jobId,
        failure: event.failure,
        ...(event.failure._tag === 'ReportInvalid' && { answer: event.answer }),
      }
  }
}

/** Reports a batch without any change to handle. A typo in an origin's path or patterns would otherwise go unnoticed. */
const ignoredEntries = ({ changeCount, unserved, firstUnserved }: Batch): ReadonlyArray<LogEntry> =>
  firstUnserved === undefined || unserved < changeCount
    ? []
    : [{ _tag: 'AllChangesIgnored', changes: unserved, bucket: firstUnserved.bucket, key: firstUnserved.key }]

/** The lines that report what a batch of messages contains. */
export const receivedEntries = (batch: Batch): ReadonlyArray<LogEntry> => [
  { _tag: 'MessagesReceived', messages: batch.messages.length, changes: batch.changeCount, unserved: batch.unserved },
  ...ignoredEntries(batch),
  ...(batch.heldBack.length === 0
    ? []
    : [{ _tag: 'MessagesHeldBack', messages: batch.heldBack.length, of: batch.messages.length } as const]),
  ...batch.rejected.map(({ id, failure }): LogEntry => ({ _tag: 'MessageRejected', messageId: id, failure })),
]

/** The line that reports how the job ended in this invocation. `milliseconds` count from the start of the job. */
export const endEntry = (jobId: string, stop: Stop, milliseconds: number): LogEntry =>
  stop._tag === 'Finish'
    ? { _tag: 'Finished', jobId, answer: stop.answer, milliseconds }
    : { _tag: 'AnswerUndelivered', jobId, failure: stop.failure }

/** Where an unexpected error happened: its name and stack, without its message, which may repeat parts of the event. */
export const traceOf = (error: unknown): string =>
  error instanceof Error ? [error.name, ...(error.stack ?? '').split('\n').filter(line => /^\s+at /.test(line))].join('\n') : typeof error
