/** A clock that starts at the real time and runs `factor` times as fast. Times are in milliseconds since 1970. */
export interface TimeLapse {
  readonly origin: number
  readonly factor: number
  readonly now: () => number
  /** Waits for a number of milliseconds of this clock. */
  readonly pause: (milliseconds: number) => Promise<void>
  /** Advances the clock by a number of milliseconds. No function may be running. */
  readonly skip: (milliseconds: number) => void
  /** How far the clock has been advanced in total, in milliseconds. */
  readonly skipped: () => number
}

export const timeLapse = (factor = 1): TimeLapse => {
  const origin = Date.now()
  let skipped = 0
  return {
    origin,
    factor,
    now: () => origin + skipped + (Date.now() - origin) * factor,
    pause: milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds / factor)),
    skip: milliseconds => {
      skipped += Math.max(0, milliseconds)
    },
    skipped: () => skipped,
  }
}
