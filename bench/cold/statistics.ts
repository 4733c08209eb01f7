/** A median, and the interval that holds it with 95 % probability. */
export interface Estimate {
  readonly median: number
  readonly low: number
  readonly high: number
}

const quantile = (sorted: ReadonlyArray<number>, share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN

/** The median of the values, or `NaN` for an empty list. */
export const median = (values: ReadonlyArray<number>): number =>
  quantile(
    [...values].sort((a, b) => a - b),
    0.5,
  )

const resamples = 1_000

/** The median, with its interval by bootstrap. */
export const estimate = (values: ReadonlyArray<number>): Estimate => {
  const draw = () => values[Math.floor(Math.random() * values.length)] ?? Number.NaN
  const medians = Array.from({ length: resamples }, () => median(values.map(draw))).sort((a, b) => a - b)
  return { median: median(values), low: quantile(medians, 0.025), high: quantile(medians, 0.975) }
}

/** The ratios of the samples of two variants, round by round. */
export const ratios = (values: ReadonlyArray<number>, base: ReadonlyArray<number>): ReadonlyArray<number> =>
  values.map((value, round) => value / (base[round] ?? Number.NaN))
