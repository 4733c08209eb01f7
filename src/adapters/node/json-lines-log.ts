import type { Clock } from '../../ports/clock.ts'
import type { Log } from '../../ports/log.ts'
import type { LogEntry } from '../../ports/log-entry.ts'

type Level = 'DEBUG' | 'INFO' | 'WARN' | 'ERROR'

const levelOf = (entry: LogEntry): Level => {
  switch (entry._tag) {
    case 'PlannedItems':
      return 'DEBUG'
    case 'MessagesReceived':
    case 'Resumed':
    case 'Planned':
    case 'FileRead':
    case 'HistoryRead':
    case 'ArtifactListed':
    case 'InvalidationCreated':
    case 'LookedUp':
    case 'StatusChecked':
    case 'Paused':
    case 'Reported':
    case 'RepeatScheduled':
      return 'INFO'
    case 'FileReadFailed':
    case 'HistoryReadFailed':
    case 'ArtifactListFailed':
    case 'InvalidationFailed':
    case 'LookUpFailed':
    case 'StatusCheckFailed':
    case 'ReportFailed':
    case 'PlanFailed':
    case 'ItemsTakenLiterally':
    case 'MessagesHeldBack':
    case 'AllChangesIgnored':
      return 'WARN'
    case 'MessagesReturned':
      return entry.messages > 0 ? 'WARN' : 'INFO'
    case 'Finished':
      return entry.answer._tag === 'Failure' ? 'WARN' : 'INFO'
    case 'MessageRejected':
    case 'AnswerUndelivered':
    case 'UnexpectedError':
    case 'EventRejected':
      return 'ERROR'
  }
}

/** Additional fields of a line, such as metrics. */
type Addition = (entry: LogEntry, timestamp: number) => object

/**
 * Writes one JSON object per line: `timestamp`, `level`, `event`, the fields of the entry, and additional ones. Lambda requires the names
 * `timestamp` and `level` to filter by log level.
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html
 */
export const jsonLinesLog =
  ({ now }: Pick<Clock, 'now'>, addition: Addition, write: (line: string) => void): Log =>
  entry =>
  () => {
    const { _tag: event, ...fields } = entry
    const timestamp = now()
    const line = {
      timestamp: new Date(timestamp).toISOString(),
      level: levelOf(entry),
      event,
      ...fields,
      ...addition(entry, timestamp),
    }
    write(`${JSON.stringify(line)}\n`)
  }
