import type { Mistake } from '../codec/mistake.ts'

/** The function was not told rightly which bucket is behind which distribution; every mistake is listed. */
export interface OriginsInvalid {
  readonly _tag: 'OriginsInvalid'
  readonly mistakes: ReadonlyArray<Mistake>
}
