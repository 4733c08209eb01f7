import type { Mistake } from '../codec/mistake.ts'

/** The parameters break their contract; every mistake is listed. */
export interface ParametersInvalid {
  readonly _tag: 'ParametersInvalid'
  readonly mistakes: ReadonlyArray<Mistake>
}

/** The parameters are legal, but this CDN has no such thing as these items. */
export interface ItemsNotSupported {
  readonly _tag: 'ItemsNotSupported'
  readonly mistakes: ReadonlyArray<Mistake>
}

/** Why there is no plan. Nothing was asked of the CDN. */
export type PlanFailure = ParametersInvalid | ItemsNotSupported
