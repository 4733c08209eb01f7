import type { IO } from 'fp-ts/lib/IO.js'
import type { LogEntry } from './log-entry.ts'

/** Where the operator reads what happened. Never fails. */
export type Log = (entry: LogEntry) => IO<void>
