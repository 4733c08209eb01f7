import type { Trie } from './trie.ts'

/** Which parts of the trie can be skipped, because the cover of them is already determined. */
export interface OpenNodes {
  /** Whether only wildcards of the node or an ancestor can cover it, because one of its children cannot be covered on its own. */
  readonly isWhole: (node: number) => boolean
  /** Whether an ancestor's wildcard covers the node in any case. */
  readonly isClosed: (node: number) => boolean
}

/** Finds these nodes from the root down. `hasPlace` tells whether any cover can treat a node on its own. */
export const openNodes = (trie: Trie, hasPlace: (node: number) => boolean): OpenNodes => {
  const whole = new Uint8Array(trie.nodes)
  const closed = new Uint8Array(trie.nodes)
  for (let node = trie.nodes - 2; node >= 0; node -= 1) if (!hasPlace(node)) whole[trie.parent[node] ?? 0] = 1
  for (let node = trie.nodes - 2; node >= 0; node -= 1) {
    const parent = trie.parent[node] ?? 0
    closed[node] = (whole[parent] ?? 0) | (closed[parent] ?? 0)
  }
  return { isWhole: node => whole[node] === 1, isClosed: node => closed[node] === 1 }
}
