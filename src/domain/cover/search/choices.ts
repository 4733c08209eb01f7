/** The choice of no wildcard at all. */
export const nothing = -1

const wildcard = -1

/**
 * Remembers which wildcards stand behind a number, in 8 bytes for each choice that was made out of two others. What is
 * dropped on the way is not given back: only what survives gets here.
 */
export interface Choices {
  /** The wildcard of a node. */
  readonly wildcardAt: (node: number) => number
  readonly both: (one: number, other: number) => number
  /** All nodes of a choice. */
  readonly nodesOf: (choice: number) => ReadonlyArray<number>
}

const doubled = (numbers: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> => {
  const larger = new Int32Array(numbers.length * 2)
  larger.set(numbers)
  return larger
}

export const makeChoices = (): Choices => {
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
    wildcardAt: node => add(wildcard, node),
    both: (one, other) => {
      if (one === nothing) return other
      return other === nothing ? one : add(one, other)
    },
    nodesOf: choice => {
      const nodes: number[] = []
      const due = [choice]
      for (let next = due.pop(); next !== undefined; next = due.pop()) {
        if (next === nothing) continue
        const one = pairs[2 * next] ?? nothing
        const other = pairs[2 * next + 1] ?? nothing
        if (one === wildcard) nodes.push(other)
        else due.push(one, other)
      }
      return nodes
    },
  }
}
