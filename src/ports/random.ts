import type { IO } from 'fp-ts/lib/IO.js'

/** A random number from 0 (included) to 1 (excluded). It spreads retries, so it need not be cryptographically secure. */
export type Random = IO<number>
