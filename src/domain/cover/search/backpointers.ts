/** The choice of no wildcard at all. */
export const noWildcard = -1

const wildcardMark = -1

/**
 * Remembers which wildcards stand behind a number, in 8 bytes for each choice that was made out of two others. What is
 * dropped on the way is not given back: only what survives gets here.
 */
export interface Backpointers {
  /** The wildcard of a node. */
  readonly toWildcard: (node: number) => number
  readonly toBoth: (one: number, other: number) => number
  /** All nodes of a choice. */
  readonly nodesOf: (backpointer: number) => ReadonlyArray<number>
}

const doubled = (numbers: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> => {
  const larger = new Int32Array(numbers.length * 2)
  larger.set(numbers)
  return larger
}

export const makeBackpointers = (): Backpointers => {
  let pairs = new Int32Array(1_024)
  let used = 0
  const add = (one: number, other: number): number => {
    if (used === pairs.length) pairs = doubled(pairs)
    pairs[used] = one
    pairs[used + 1] = other
    used += 2
    return used / 2 - 1
  }
  return {
    toWildcard: node => add(wildcardMark, node),
    toBoth: (one, other) => {
      if (one === noWildcard) return other
      return other === noWildcard ? one : add(one, other)
    },
    nodesOf: backpointer => {
      const nodes: number[] = []
      const pending = [backpointer]
      for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
        if (next === noWildcard) continue
        const one = pairs[2 * next] ?? noWildcard
        const other = pairs[2 * next + 1] ?? noWildcard
        if (one === wildcardMark) nodes.push(other)
        else pending.push(one, other)
      }
      return nodes
    },
  }
}
