import type { Budget } from './cost-model.ts'
import type { Keys } from './keys.ts'
import { topmost } from './topmost.ts'
import type { Trie } from './trie.ts'

const slash = 0x2f

/** How many folders enclose each node's wildcard, counting slashes, and 0 for a node that is not the widest one of its folder. */
const folderDepths = ({ depth, first, nodes, parent }: Trie, { texts }: Keys): Int32Array => {
  const slashes = new Int32Array(nodes)
  const depths = new Int32Array(nodes)
  for (let node = nodes - 1; node >= 0; node -= 1) {
    const above = parent[node] ?? -1
    const before = slashes[above] ?? 0
    const text = texts[first[node] ?? 0] ?? ''
    let count = before
    for (let at = depth[above] ?? 0; at < (depth[node] ?? 0); at += 1) if (text.charCodeAt(at) === slash) count += 1
    slashes[node] = count
    depths[node] = count > before ? count : 0
  }
  return depths
}

/**
 * The nodes of a cover that fits, found by a common strategy: while the paths exceed the budget, the deepest folder that holds at least
 * two of them becomes a wildcard, the last one first among equally deep folders. Ignores costs. Takes time in O(n log n).
 *
 * The wildcard is the folder's node, which may be longer than the folder's name: it covers the same keys and reaches less far.
 */
export const deepestFolders = (trie: Trie, keys: Keys, budget: Budget): ReadonlyArray<number> => {
  const depths = folderDepths(trie, keys)
  // What a folder holds once all folders inside it are wildcards.
  const paths = new Int32Array(trie.nodes)
  const wildcards = new Int32Array(trie.nodes)
  for (const [key, node] of trie.owner.entries()) {
    paths[node] = (paths[node] ?? 0) + 1
    wildcards[node] = (wildcards[node] ?? 0) + (keys.wild[key] ?? 0)
  }
  for (let node = 0; node < trie.nodes - 1; node += 1) {
    const isFolder = (depths[node] ?? 0) > 0
    const parent = trie.parent[node] ?? 0
    paths[parent] = (paths[parent] ?? 0) + (isFolder ? 1 : (paths[node] ?? 0))
    wildcards[parent] = (wildcards[parent] ?? 0) + (isFolder ? 1 : (wildcards[node] ?? 0))
  }

  const left = { paths: trie.keys, wildcards: keys.wild.reduce((sum, isWild) => sum + isWild, 0) }
  const merged = new Uint8Array(trie.nodes)
  // Sorting is stable, so the last nodes come first among equally deep ones. Other nodes come after the root, which always fits.
  const folders = [...depths.keys()].reverse().sort((one, other) => (depths[other] ?? 0) - (depths[one] ?? 0))
  for (const node of folders) {
    if (left.paths <= budget.paths && left.wildcards <= budget.wildcards) break
    merged[node] = 1
    left.paths += 1 - (paths[node] ?? 0)
    left.wildcards += 1 - (wildcards[node] ?? 0)
  }
  return topmost(trie, node => merged[node] === 1)
}
