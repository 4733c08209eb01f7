/** A clock that runs so many times as fast as the one on the wall, from the moment at which it was set. */
export interface TimeLapse {
  readonly origin: number
  readonly factor: number
  readonly now: () => number
  /** Pauses for so many milliseconds of this clock. */
  readonly pause: (milliseconds: number) => Promise<void>
}

export const timeLapse = (factor = 1): TimeLapse => {
  const origin = Date.now()
  return {
    origin,
    factor,
    now: () => origin + (Date.now() - origin) * factor,
    pause: milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds / factor)),
  }
}
