/** Characters of a user's value that a message shows. */
const maxShown = 40

/** Quotes a value for a message: control characters escaped, cut to 40 characters. */
export const excerpt = (value: string): string =>
  value.length > maxShown ? `${JSON.stringify(value.slice(0, maxShown).toWellFormed())}…` : JSON.stringify(value.toWellFormed())
