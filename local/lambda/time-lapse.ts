/** A clock that runs so many times as fast as the one on the wall, from the moment at which it was set. */
export interface TimeLapse {
  readonly origin: number
  readonly factor: number
  readonly now: () => number
  /** Pauses for so many milliseconds of this clock. */
  readonly pause: (milliseconds: number) => Promise<void>
  /** Puts the clock forward, over time in which nothing would happen: no function may be running. */
  readonly skip: (milliseconds: number) => void
  /** By how many milliseconds it was put forward so far. */
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
