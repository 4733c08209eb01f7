import type { LogEntry } from '../../domain/service/log-entry.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Log } from '../../ports/log.ts'

type Level = 'INFO' | 'WARN' | 'ERROR'

const levelOf = (entry: LogEntry): Level => {
  switch (entry._tag) {
    case 'Planned':
    case 'Created':
    case 'Checked':
    case 'Paused':
    case 'Reported':
      return 'INFO'
    case 'NotCreated':
    case 'NotChecked':
    case 'NotReported':
    case 'NotPlanned':
      return 'WARN'
    case 'Finished':
      return entry.answer._tag === 'Failure' ? 'WARN' : 'INFO'
    case 'GivenUp':
    case 'Broken':
    case 'EventRefused':
      return 'ERROR'
  }
}

/** Writes one JSON object a line: `timestamp`, `level`, `event`, and what the entry holds. */
export const jsonLinesLog =
  (clock: Clock, write: (line: string) => void): Log =>
  entry =>
  () => {
    const { _tag: event, ...fields } = entry
    const line = { timestamp: new Date(clock.now()).toISOString(), level: levelOf(entry), event, ...fields }
    write(`${JSON.stringify(line)}\n`)
  }
