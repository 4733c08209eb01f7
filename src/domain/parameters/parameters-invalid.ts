import type { Mistake } from '../codec/mistake.ts'

/** The parameters break their contract; every mistake is listed. */
export interface ParametersInvalid {
  readonly _tag: 'ParametersInvalid'
  readonly mistakes: ReadonlyArray<Mistake>
}
