/** A range of a list: the place of its first entry, and the one behind its last. */
export interface Range {
  readonly from: number
  readonly to: number
}

/** The place behind those of a range for which something holds; it holds for the first ones, and for none behind them. */
const partitionPoint = ({ from, to }: Range, holds: (place: number) => boolean): number => {
  let low = from
  let high = to
  while (low < high) {
    const middle = (low + high) >>> 1
    if (holds(middle)) low = middle + 1
    else high = middle
  }
  return low
}

/** Those of sorted strings that begin with a prefix, looked for in a range only. */
export const rangeOf = (sorted: ReadonlyArray<string>, prefix: string, within: Range): Range => {
  const from = partitionPoint(within, place => (sorted[place] ?? '') < prefix)
  return { from, to: partitionPoint({ from, to: within.to }, place => sorted[place]?.startsWith(prefix) ?? false) }
}

/** The last of sorted strings that is not behind a text. */
const lastNotAfter = (sorted: ReadonlyArray<string>, text: string): string | undefined =>
  sorted[partitionPoint({ from: 0, to: sorted.length }, place => (sorted[place] ?? '') <= text) - 1]

/** Whether a text is among sorted strings. */
export const isAmong = (sorted: ReadonlyArray<string>, text: string): boolean => lastNotAfter(sorted, text) === text

/** The one of sorted prefixes, none of which begins with another, that a text begins with. */
export const prefixAmong = (prefixes: ReadonlyArray<string>, text: string): string | undefined => {
  const prefix = lastNotAfter(prefixes, text)
  return prefix !== undefined && text.startsWith(prefix) ? prefix : undefined
}
