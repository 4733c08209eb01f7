import type { Log } from '../../ports/log.ts'
import type { LogEntry } from '../../ports/log-entry.ts'

/** A log that keeps its entries. */
export interface MemoryLog {
  readonly log: Log
  readonly entries: ReadonlyArray<LogEntry>
}

export const memoryLog = (): MemoryLog => {
  const entries: LogEntry[] = []
  return {
    log: entry => () => {
      entries.push(entry)
    },
    entries,
  }
}
