/** A half-open range of indexes: `to` is excluded. */
export interface Range {
  readonly from: number
  readonly to: number
}

/** Binary search: the first index of a range at which `holds` is false. It must be true before that index and false from there on. */
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

/** The range of sorted strings that start with a prefix, within a given range. */
export const rangeOf = (sorted: ReadonlyArray<string>, prefix: string, within: Range): Range => {
  const from = partitionPoint(within, place => (sorted[place] ?? '') < prefix)
  return { from, to: partitionPoint({ from, to: within.to }, place => sorted[place]?.startsWith(prefix) ?? false) }
}

/** The last of sorted strings that does not sort after a text. */
const lastNotAfter = (sorted: ReadonlyArray<string>, text: string): string | undefined =>
  sorted[partitionPoint({ from: 0, to: sorted.length }, place => (sorted[place] ?? '') <= text) - 1]

/** Whether a text is among sorted strings. */
export const isAmong = (sorted: ReadonlyArray<string>, text: string): boolean => lastNotAfter(sorted, text) === text

/** The prefix that a text starts with. The prefixes must be sorted, and none may start with another. */
export const prefixAmong = (prefixes: ReadonlyArray<string>, text: string): string | undefined => {
  const prefix = lastNotAfter(prefixes, text)
  return prefix !== undefined && text.startsWith(prefix) ? prefix : undefined
}
