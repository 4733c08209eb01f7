import type { IO } from 'fp-ts/lib/IO.js'
import type { Task } from 'fp-ts/lib/Task.js'
import type { Instant } from '../domain/job/context.ts'

/** Time: the only thing in the program that knows it, and the only thing that waits. */
export interface Clock {
  readonly now: IO<Instant>
  readonly pause: (milliseconds: number) => Task<void>
}
