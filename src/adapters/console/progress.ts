import { isTransient, reasonOf } from '../../domain/cdn/cdn-failure.ts'
import { counted } from '../../domain/job/answers/summary.ts'
import type { Log } from '../../ports/log.ts'
import type { LogEntry } from '../../ports/log-entry.ts'
import type { Submitted } from './outcome.ts'
import type { StatusLine } from './terminal.ts'

/** What a log entry tells the user while the job runs; `undefined` if the answer says it, or if it is only for the log. */
export const progressText = (entry: LogEntry): string | undefined => {
  if (entry._tag === 'Planned' && !entry.dryRun && entry.items > 0)
    return `Sending ${counted(entry.items, 'item')} to ${entry.targetIds.join(', ')}`
  if (entry._tag === 'InvalidationCreated') return `Created ${entry.invalidation.id} on ${entry.targetId}: ${counted(entry.items, 'item')}`
  if (entry._tag === 'LookedUp' && entry.invalidation !== undefined) return `Found ${entry.invalidation.id} on ${entry.targetId}`
  if (entry._tag === 'StatusChecked') return `Waiting for ${entry.invalidationId} on ${entry.targetId}: ${entry.status}`
  if (entry._tag === 'InvalidationFailed' && isTransient(entry.failure)) return `Retrying ${entry.targetId}: ${reasonOf(entry.failure)}`
  if (entry._tag === 'StatusCheckFailed' && isTransient(entry.failure))
    return `Retrying the check of ${entry.invalidationId}: ${reasonOf(entry.failure)}`
  if (entry._tag === 'RepeatScheduled') return `Sending everything once more in ${counted(entry.milliseconds / 1_000, 'second')}`
  return undefined
}

/** The invalidation that a log entry reports as created, now or by an earlier attempt. */
const submittedBy = (entry: LogEntry): Submitted | undefined =>
  (entry._tag === 'InvalidationCreated' || entry._tag === 'LookedUp') && entry.invalidation !== undefined
    ? { id: entry.invalidation.id, targetId: entry.targetId, items: entry.items }
    : undefined

/** Shows a job's progress, and hands on what it creates. */
export const progressLog =
  (status: StatusLine, onSubmitted: (submitted: Submitted) => void): Log =>
  entry =>
  () => {
    const text = progressText(entry)
    if (text !== undefined) status.show(text)
    const submitted = submittedBy(entry)
    if (submitted !== undefined) onSubmitted(submitted)
  }
