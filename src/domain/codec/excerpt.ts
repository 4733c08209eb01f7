/** Of a value that somebody typed, a message shows no more than this many characters. */
const maxShown = 40

/** A value as a message may show it: quoted, its control characters escaped, cut to 40 characters. */
export const excerpt = (value: string): string =>
  value.length > maxShown ? `${JSON.stringify(value.slice(0, maxShown).toWellFormed())}…` : JSON.stringify(value.toWellFormed())
