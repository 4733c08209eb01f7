import type { Issue } from '../codec/mistake.ts'

/** The parameters break their contract; every mistake is listed. */
export interface ParametersInvalid {
  readonly _tag: 'ParametersInvalid'
  readonly issues: ReadonlyArray<Issue>
}
