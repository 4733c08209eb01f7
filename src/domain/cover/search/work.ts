/**
 * Counts the work of a search, in units of about one comparison each, so that it ends after a fixed amount. A count, unlike a clock,
 * is the same in every run, and so is the result.
 */
export interface Work {
  readonly spend: (units: number) => void
  /** How many units were spent. */
  readonly spent: () => number
  /** Whether more was spent than the limit. The search then stops. */
  readonly isExhausted: () => boolean
}

/** Starts a count with a limit in units. */
export const makeWork = (limit: number): Work => {
  let spent = 0
  return {
    spend: units => {
      spent += units
    },
    spent: () => spent,
    isExhausted: () => spent > limit,
  }
}
