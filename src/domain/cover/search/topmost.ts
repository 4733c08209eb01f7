import type { Trie } from './trie.ts'

/** The chosen nodes that are under no other chosen node. */
export const topmost = ({ nodes, parent }: Trie, isChosen: (node: number) => boolean): ReadonlyArray<number> => {
  const under = new Uint8Array(nodes)
  const found: number[] = []
  for (let node = nodes - 1; node >= 0; node -= 1) {
    under[node] = under[parent[node] ?? -1] ?? 0
    if (under[node] === 1 || !isChosen(node)) continue
    under[node] = 1
    found.push(node)
  }
  return found
}
