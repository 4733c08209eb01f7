import { commonLength } from './common-length.ts'

/**
 * The groups of keys for which a wildcard can be written: the branchings of the trie of their characters. Each has a
 * longer beginning in common than any larger group around it, and no wildcard is worth writing that ends elsewhere:
 * one that covers the same keys is longest at their branching. Numbered so that a group comes after those inside of it;
 * the last one holds all keys. A group is a range of the sorted keys.
 */
export interface Trie {
  readonly keys: number
  readonly nodes: number
  /** Characters that the keys of a node have in common: as many as its wildcard has before the star. */
  readonly depth: Int32Array
  /** The first key of a node, and the one behind its last. */
  readonly first: Int32Array
  readonly end: Int32Array
  /** The node right around a node; -1 around the last. */
  readonly parent: Int32Array
  /** Nodes right inside a node. */
  readonly children: Int32Array
  /** The smallest node around a key; -1 where there is none. */
  readonly owner: Int32Array
}

interface Building extends Trie {
  /** Nodes that are complete, but have no parent yet. */
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

/** Builds the trie of different sorted texts, without recursion: paths may be deep. */
export const trieOf = (texts: ReadonlyArray<string>): Trie => {
  const building = empty(texts.length)
  const open: { readonly depth: number; readonly first: number }[] = []
  let nodes = 0
  for (let key = 1; key <= texts.length; key += 1) {
    const depth = key < texts.length ? commonLength(texts[key - 1] ?? '', texts[key] ?? '') : 0
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
