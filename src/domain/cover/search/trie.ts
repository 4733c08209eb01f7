import { commonLength, type WildcardGranularity } from './common-length.ts'

/**
 * The branching nodes of the trie of all keys. Each stands for a group, a range of the sorted keys, and for the longest
 * wildcard that may be written for the group. No other wildcard is useful: it would cover the same keys as one of these,
 * and reach further. Nodes are numbered in post-order, so the root is the last one.
 */
export interface Trie {
  readonly keys: number
  readonly nodes: number
  /** Length of the prefix that a node's keys share, which is the prefix of its wildcard. */
  readonly depth: Int32Array
  /** The range of a node's keys: the first one, and the one after the last. */
  readonly first: Int32Array
  readonly end: Int32Array
  /** -1 for the root. */
  readonly parent: Int32Array
  /** How many children a node has. */
  readonly children: Int32Array
  /** The smallest group that contains a key; -1 if there is only one key. */
  readonly owner: Int32Array
}

interface Building extends Trie {
  /** Complete nodes whose parent is still open. */
  readonly orphans: number[]
}

const close = (building: Building, id: number, depth: number, first: number, end: number): void => {
  building.depth[id] = depth
  building.first[id] = first
  building.end[id] = end
  let unowned = end
  for (let child = building.orphans.at(-1); child !== undefined && (building.first[child] ?? 0) >= first; child = building.orphans.at(-1)) {
    building.owner.fill(id, building.end[child], unowned)
    unowned = building.first[child] ?? 0
    building.parent[child] = id
    building.children[id] = (building.children[id] ?? 0) + 1
    building.orphans.pop()
  }
  building.owner.fill(id, first, unowned)
  building.orphans.push(id)
}

const empty = (keys: number): Building => {
  const maxNodes = Math.max(0, keys - 1)
  return {
    keys,
    nodes: 0,
    depth: new Int32Array(maxNodes),
    first: new Int32Array(maxNodes),
    end: new Int32Array(maxNodes),
    parent: new Int32Array(maxNodes).fill(-1),
    children: new Int32Array(maxNodes),
    owner: new Int32Array(keys).fill(-1),
    orphans: [],
  }
}

/** Builds the trie of sorted, distinct texts. Without recursion, since paths may be deep. */
export const trieOf = (texts: ReadonlyArray<string>, granularity: WildcardGranularity): Trie => {
  const building = empty(texts.length)
  const open: { readonly depth: number; readonly first: number }[] = []
  let nodes = 0
  for (let key = 1; key <= texts.length; key += 1) {
    // After the last text comes an empty one, which shares nothing.
    const depth = commonLength(texts[key - 1] ?? '', texts[key] ?? '', granularity)
    let first = key - 1
    for (let last = open.at(-1); last !== undefined && last.depth > depth; last = open.at(-1)) {
      close(building, nodes, last.depth, last.first, key)
      nodes += 1
      first = last.first
      open.pop()
    }
    if (depth > (open.at(-1)?.depth ?? 0)) open.push({ depth, first })
  }
  const { orphans: _, ...trie } = building
  return { ...trie, nodes }
}
