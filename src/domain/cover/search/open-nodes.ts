import type { Trie } from './trie.ts'

/** Where there is something to choose. */
export interface OpenNodes {
  /** Whether nothing but the node's own wildcard can cover it: some group inside of it has no place in any cover. */
  readonly isWhole: (node: number) => boolean
  /** Whether a wildcard stands around the node in any case, so that nothing inside of it needs a look. */
  readonly isClosed: (node: number) => boolean
}

/** Looks from the outside in for nodes that have no place in a cover unless a wildcard stands around them. */
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
