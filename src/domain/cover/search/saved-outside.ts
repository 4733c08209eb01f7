import type { Trie } from './trie.ts'

/** Inserts a number into a descending list of fixed length, which drops its smallest number. */
const insert = (lists: Int32Array, from: number, length: number, number: number): void => {
  let place = from + length
  while (place > from && (lists[place - 1] ?? 0) < number) place -= 1
  if (place === from + length) return
  lists.copyWithin(place + 1, place, from + length - 1)
  lists[place] = number
}

/** Paths that a node's wildcard saves. */
const savedBy = ({ first, end }: Trie, node: number): number => (end[node] ?? 0) - (first[node] ?? 0) - 1

/** For each node, the `count` largest numbers of paths that its children's wildcards save, descending. */
const savedInside = (trie: Trie, count: number): Int32Array => {
  const saved = new Int32Array(trie.nodes * count)
  for (let node = 0; node < trie.nodes - 1; node += 1) insert(saved, (trie.parent[node] ?? 0) * count, count, savedBy(trie, node))
  return saved
}

/**
 * For each node, the `count` largest numbers of paths that wildcards outside it save, descending. These are the wildcards
 * of its siblings and of its ancestors' siblings: groups inside a sibling save no more than the sibling itself.
 */
export const savedOutside = (trie: Trie, count: number): Int32Array => {
  const inside = savedInside(trie, count + 1)
  const outside = new Int32Array(trie.nodes * count)
  for (let node = trie.nodes - 2; node >= 0; node -= 1) {
    const parent = trie.parent[node] ?? 0
    const siblings = inside.subarray(parent * (count + 1), (parent + 1) * (count + 1))
    const self = siblings.indexOf(savedBy(trie, node))
    outside.copyWithin(node * count, parent * count, (parent + 1) * count)
    for (const [place, saved] of siblings.entries()) if (place !== self) insert(outside, node * count, count, saved)
  }
  return outside
}
