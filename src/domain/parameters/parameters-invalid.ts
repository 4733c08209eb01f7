import type { Issue } from '../codec/issue.ts'

/** The parameters break their contract; every mistake is listed. */
export interface ParametersInvalid {
  readonly _tag: 'ParametersInvalid'
  readonly issues: ReadonlyArray<Issue>
}
