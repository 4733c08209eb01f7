import type { CostModel } from './cost-model.ts'
import type { Keys } from './keys.ts'
import type { Trie } from './trie.ts'

/** The keys whose smallest group is the node: sent as they are, unless a wildcard of the node or an ancestor covers them. */
export interface DirectKeys {
  /** How many there are, by node. */
  readonly paths: Int32Array
  /** How many of them are wildcards, by node. */
  readonly wildcards: Int32Array
  /** Their total cost by node, concatenated. */
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
