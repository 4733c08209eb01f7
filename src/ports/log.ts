import type { IO } from 'fp-ts/lib/IO.js'
import type { LogEntry } from './log-entry.ts'

/** Writes an entry to the operator's log. Never fails. */
export type Log = (entry: LogEntry) => IO<void>
