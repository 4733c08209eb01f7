import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import type { Batch } from '../domain/batch/batch.ts'
import type { InvalidationRequest } from '../domain/cdn/invalidation.ts'
import type { Stop } from '../domain/job/command.ts'
import type { FetchResult, StepResult } from '../domain/job/event.ts'
import { type ArtifactFile, urlOf } from '../domain/pipeline/artifact.ts'
import type { Plan } from '../domain/plan/plan.ts'
import type { PlanFailure } from '../domain/plan/plan-failure.ts'
import type { Check, LogEntry, Source, Submission } from '../ports/log-entry.ts'

/** How many items of a plan its line shows, and how many those who look closer are shown. */
const itemsShown = 20
const itemsShownInDetail = 100

const plan = (jobId: string, { firstJobId, items, spec }: Plan): ReadonlyArray<LogEntry> => [
  {
    _tag: 'Planned',
    jobId,
    firstJobId,
    targetIds: spec.targetIds,
    items: items.length,
    firstItems: items.slice(0, itemsShown),
    waitForCompletion: spec.waitForCompletion,
    dryRun: spec.dryRun,
  },
  ...(items.length > itemsShown ? [{ _tag: 'PlannedItems', jobId, items: items.slice(0, itemsShownInDetail) } as const] : []),
]

/** The lines on what was planned. */
export const planEntries = (jobId: string, work: E.Either<PlanFailure, Plan>): ReadonlyArray<LogEntry> =>
  pipe(
    work,
    E.match(
      ({ _tag: reason }): ReadonlyArray<LogEntry> => [{ _tag: 'NotPlanned', jobId, reason }],
      made => plan(jobId, made),
    ),
  )

const submission = ({ targetId, reference, items }: InvalidationRequest): Submission => ({
  targetId,
  reference,
  items: items.length,
})

const check = ({ targetId, invalidationId }: Check): Check => ({ targetId, invalidationId })

const source = ({ artifact, path }: ArtifactFile): Source => ({ artifact: artifact.name, path })

/** The line on what came of a step. */
export const eventEntry = (jobId: string, happening: FetchResult | StepResult): LogEntry => {
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
      return { _tag: 'Checked', jobId, ...check(happening.request), status: happening.status }
    case 'NotChecked':
      return { _tag: 'NotChecked', jobId, ...check(happening.request), failure: happening.failure }
    case 'Paused':
      return { _tag: 'Paused', jobId, milliseconds: happening.milliseconds }
    case 'Reported':
      return { _tag: 'Reported', jobId }
    case 'NotReported':
      return { _tag: 'NotReported', jobId, failure: happening.failure }
  }
}

/** The lines on what messages tell. */
export const receivedEntries = ({ messages, changeCount, unserved, rejected }: Batch): ReadonlyArray<LogEntry> => [
  { _tag: 'Received', messages: messages.length, changes: changeCount, unserved },
  ...rejected.map(({ id, failure }): LogEntry => ({ _tag: 'MessageRefused', messageId: id, failure })),
]

/** The line on how the job ended, as far as this invocation goes; `milliseconds` after it began. */
export const endEntry = (jobId: string, end: Stop, milliseconds: number): LogEntry =>
  end._tag === 'Finish' ? { _tag: 'Finished', jobId, answer: end.answer, milliseconds } : { _tag: 'GivenUp', jobId, failure: end.failure }
