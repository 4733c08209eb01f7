import type { Moment } from './moment.ts'
import { backoff } from './patience.ts'
import type { Due } from './progress.ts'

/** The next attempt at what was tried so often before, and has failed again. */
export const later = <F>(attempts: number, failure: F, { now, random }: Moment): Due<F> => ({
  _tag: 'Due',
  attempts: attempts + 1,
  triedAt: now,
  notBefore: now + backoff(attempts + 1, random),
  lastFailure: failure,
})
