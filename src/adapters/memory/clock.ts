import type { Instant } from '../../domain/job/context.ts'
import type { Clock } from '../../ports/clock.ts'

/** A clock that stands still until somebody pauses or advances it. */
export interface MemoryClock extends Clock {
  readonly advance: (milliseconds: number) => void
}

export const memoryClock = (start: Instant = 0): MemoryClock => {
  let now = start
  const advance = (milliseconds: number): void => {
    now += milliseconds
  }
  return {
    now: () => now,
    pause: milliseconds => async () => advance(milliseconds),
    advance,
  }
}
