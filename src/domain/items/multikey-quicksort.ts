import type { PackedTexts } from './packed-texts.ts'

/** Texts of a group, at most, that are sorted by insertion. */
const maxInserted = 12

/** A range of an order, of texts that share their first `depth` bytes. */
interface Group {
  readonly from: number
  readonly to: number
  readonly depth: number
}

/** In the place of a text that equals an earlier one. */
const dropped = -1

/** Compares two texts that share their first `depth` bytes: negative if the first one is lower. */
const compare = ({ bytes, starts }: PackedTexts, one: number, other: number, depth: number): number => {
  let left = (starts[one] ?? 0) + depth
  let right = (starts[other] ?? 0) + depth
  while (bytes[left] === bytes[right] && bytes[left] !== 0) {
    left += 1
    right += 1
  }
  return (bytes[left] ?? 0) - (bytes[right] ?? 0)
}

const insert = (texts: PackedTexts, order: Int32Array, { from, to, depth }: Group): void => {
  let end = from
  for (let at = from; at < to; at += 1) {
    const text = order[at] ?? 0
    let place = end
    let difference = -1
    while (place > from) {
      difference = compare(texts, order[place - 1] ?? 0, text, depth)
      if (difference <= 0) break
      place -= 1
    }
    if (difference === 0) {
      order[place - 1] = Math.min(order[place - 1] ?? 0, text)
      continue
    }
    order.copyWithin(place + 1, place, end)
    order[place] = text
    end += 1
  }
  order.fill(dropped, end, to)
}

const withoutDropped = (order: Int32Array): Int32Array => {
  let kept = 0
  for (const text of order) {
    if (text === dropped) continue
    order[kept] = text
    kept += 1
  }
  return order.subarray(0, kept)
}

const medianOf = (one: number, other: number, third: number): number =>
  Math.max(Math.min(one, other), Math.min(Math.max(one, other), third))

/**
 * The places of the distinct texts, ordered by their bytes; of equal texts, the first place. Returns `undefined` if the sort visits texts
 * more than `maxWork` times, which takes an order that makes it choose bad pivots.
 *
 * A multikey quicksort: it splits a group into the texts whose next bytes are lower than those of a pivot, equal to them, and higher. Only
 * equal ones have more bytes in common. It takes four bytes at a time. https://www.cs.princeton.edu/~rs/strings/paper.pdf
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
    if ((pivot & 0xff) === 0) {
      // These texts have ended, so they are equal.
      order[lower] = order.subarray(lower, higher).reduce((one, other) => Math.min(one, other))
      order.fill(dropped, lower + 1, higher)
      continue
    }
    const equal = { from: lower, to: higher, depth: depth + 4 }
    if (higher - lower > maxInserted) readKeys(equal)
    groups.push(equal)
  }
  return withoutDropped(order)
}
