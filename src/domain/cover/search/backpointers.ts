/** The backpointer of a cover without wildcards. */
export const noWildcard = -1

/** The first entry of a pair that stands for a node's own wildcard. */
const wildcardMark = -1

/**
 * Records how each cover of the dynamic program was composed, so that the nodes of the best one can be recovered at the
 * end. A backpointer is an index into a list of pairs, at 8 bytes each. Pairs are never freed: only covers that survive
 * pruning get one.
 */
export interface Backpointers {
  /** A cover that is one node's wildcard. */
  readonly toWildcard: (node: number) => number
  /** Two covers together. */
  readonly toBoth: (one: number, other: number) => number
  /** How many there are. */
  readonly count: () => number
  /** The nodes whose wildcards make up a cover, in no particular order. */
  readonly nodesOf: (backpointer: number) => ReadonlyArray<number>
}

const doubled = (numbers: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> => {
  const larger = new Int32Array(numbers.length * 2)
  larger.set(numbers)
  return larger
}

/** Creates an empty store. */
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
    count: () => used / 2,
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
