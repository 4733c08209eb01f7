import type { PackedTexts } from './packed-texts.ts'

/** Texts of a group, at most, that are sorted by insertion. */
const maxInserted = 12

/** A range of an order, of texts that share their first `depth` bytes. */
interface Group {
  readonly from: number
  readonly to: number
  readonly depth: number
}

const isBefore = ({ bytes, starts }: PackedTexts, one: number, other: number, depth: number): boolean => {
  let left = (starts[one] ?? 0) + depth
  let right = (starts[other] ?? 0) + depth
  while (bytes[left] === bytes[right] && bytes[left] !== 0) {
    left += 1
    right += 1
  }
  return (bytes[left] ?? 0) < (bytes[right] ?? 0)
}

const insert = (texts: PackedTexts, order: Int32Array, { from, to, depth }: Group): void => {
  for (let at = from + 1; at < to; at += 1) {
    const text = order[at] ?? 0
    let place = at
    while (place > from && isBefore(texts, text, order[place - 1] ?? 0, depth)) {
      order[place] = order[place - 1] ?? 0
      place -= 1
    }
    order[place] = text
  }
}

const medianOf = (one: number, other: number, third: number): number =>
  Math.max(Math.min(one, other), Math.min(Math.max(one, other), third))

/**
 * The order of texts by their bytes. A multikey quicksort (Bentley and Sedgewick, "Fast Algorithms for Sorting and Searching Strings",
 * https://www.cs.princeton.edu/~rs/strings/paper.pdf) whose keys are four bytes each: it splits a group into the texts whose next four
 * bytes are lower than a pivot, equal to it and higher. Reads most bytes once, in the order of memory if the group is large.
 *
 * Returns `undefined` if splitting takes more than `maxWork` visits of a text, since pivots can be chosen badly.
 */
export const orderOf = (texts: PackedTexts, maxWork: number): Int32Array | undefined => {
  const { bytes, starts } = texts
  const order = starts.map((_, at) => at)
  /** The next four bytes of each text in the order, as a number. The first bit is flipped, since the numbers are signed. */
  const keys = new Int32Array(order.length)

  const readKeys = ({ from, to, depth }: Group): void => {
    for (let at = from; at < to; at += 1) {
      const start = (starts[order[at] ?? 0] ?? 0) + depth
      keys[at] =
        (((bytes[start] ?? 0) ^ 0x80) << 24) | ((bytes[start + 1] ?? 0) << 16) | ((bytes[start + 2] ?? 0) << 8) | (bytes[start + 3] ?? 0)
    }
  }
  const swap = (one: number, other: number): void => {
    const key = keys[one] ?? 0
    const text = order[one] ?? 0
    keys[one] = keys[other] ?? 0
    order[one] = order[other] ?? 0
    keys[other] = key
    order[other] = text
  }

  const all = { from: 0, to: order.length, depth: 0 }
  readKeys(all)
  const groups: Group[] = [all]
  let work = 0
  for (let group = groups.pop(); group !== undefined; group = groups.pop()) {
    const { from, to, depth } = group
    if (to - from <= maxInserted) {
      insert(texts, order, group)
      continue
    }
    work += to - from
    if (work > maxWork) return undefined
    const quarter = (to - from) >> 2
    const pivot = medianOf(keys[from + quarter] ?? 0, keys[from + 2 * quarter] ?? 0, keys[from + 3 * quarter] ?? 0)
    let lower = from
    let higher = to
    for (let at = from; at < higher; ) {
      const key = keys[at] ?? 0
      if (key > pivot) {
        higher -= 1
        swap(at, higher)
      } else {
        if (key < pivot) {
          swap(at, lower)
          lower += 1
        }
        at += 1
      }
    }
    groups.push({ from, to: lower, depth }, { from: higher, to, depth })
    // Texts that have ended are equal.
    if ((pivot & 0xff) === 0) continue
    const equal = { from: lower, to: higher, depth: depth + 4 }
    if (higher - lower > maxInserted) readKeys(equal)
    groups.push(equal)
  }
  return order
}
