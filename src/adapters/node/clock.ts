import type { Clock } from '../../ports/clock.ts'

/** The clock on the wall. */
export const systemClock: Clock = {
  now: () => Date.now(),
  pause: milliseconds => () => new Promise(resolve => setTimeout(resolve, milliseconds)),
}
