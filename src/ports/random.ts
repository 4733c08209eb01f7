import type { IO } from 'fp-ts/lib/IO.js'

/** A number of at least 0 and less than 1, each time another. Keeps retries apart; nothing depends on it being hard to guess. */
export type Random = IO<number>
