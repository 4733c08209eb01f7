import type { CostModel } from './cost-model.ts'
import type { Keys } from './keys.ts'
import type { Trie } from './trie.ts'

/** The keys right inside each node, in no smaller group: sent as they are unless a wildcard of a group around them is. */
export interface DirectKeys {
  readonly paths: Int32Array
  readonly wildcards: Int32Array
  /** The costs of each node's keys together, one after the other. */
  readonly cost: Float64Array
}

export const directKeysOf = (trie: Trie, { wild }: Keys, { size, keyCosts }: CostModel): DirectKeys => {
  const paths = new Int32Array(trie.nodes)
  const wildcards = new Int32Array(trie.nodes)
  const cost = new Float64Array(trie.nodes * size)
  for (const [key, node] of trie.owner.entries()) {
    paths[node] = (paths[node] ?? 0) + 1
    wildcards[node] = (wildcards[node] ?? 0) + (wild[key] ?? 0)
    for (let number = 0; number < size; number += 1)
      cost[node * size + number] = (cost[node * size + number] ?? 0) + (keyCosts[key * size + number] ?? 0)
  }
  return { paths, wildcards, cost }
}
