import type { IO } from 'fp-ts/lib/IO.js'
import type { Task } from 'fp-ts/lib/Task.js'
import type { Instant } from '../domain/job/context.ts'

/** The program's only source of time, and its only way to wait. */
export interface Clock {
  readonly now: IO<Instant>
  readonly pause: (milliseconds: number) => Task<void>
}
