import type { Budget } from './cost-model.ts'
import { savedOutside } from './saved-outside.ts'
import type { Trie } from './trie.ts'

/** The most paths that a cover of a node may have, given its number of wildcards, if no ancestor's wildcard covers the node. */
export type Slack = (node: number, wildcards: number) => number

/** Above this many wildcards, counting by wildcards takes longer than it saves. */
const maxCountedWildcards = 32

const keysIn = ({ first, end }: Trie, node: number): number => (end[node] ?? 0) - (first[node] ?? 0)

/** How many direct keys and children each node has. */
const partsOf = (trie: Trie): Int32Array => {
  const parts = trie.children.slice()
  for (const node of trie.owner) parts[node] = (parts[node] ?? 0) + 1
  return parts
}

/** The slack if each sibling, of the node and of its ancestors, takes a single path. */
const slackByParts = (trie: Trie, paths: number): Int32Array => {
  const parts = partsOf(trie)
  const slack = new Int32Array(trie.nodes).fill(paths)
  for (let node = trie.nodes - 2; node >= 0; node -= 1) {
    const parent = trie.parent[node] ?? 0
    slack[node] = Math.max(0, (slack[parent] ?? 0) - (parts[parent] ?? 0) + 1)
  }
  return slack
}

/** The slack, by number of wildcards in the node, if the remaining wildcards replace the largest groups outside it. */
const slackByWildcards = (trie: Trie, { paths, wildcards }: Budget): Int32Array => {
  const saved = savedOutside(trie, wildcards)
  const slack = new Int32Array(trie.nodes * (wildcards + 1))
  for (let node = 0; node < trie.nodes; node += 1) {
    let remaining = paths - (trie.keys - keysIn(trie, node))
    for (let used = wildcards; used >= 0; used -= 1) {
      slack[node * (wildcards + 1) + used] = Math.max(0, remaining)
      remaining += saved[node * wildcards + wildcards - used] ?? 0
    }
  }
  return slack
}

/** An upper bound on the slack. In a large trie, few nodes have any. */
export const slackOf = (trie: Trie, budget: Budget): Slack => {
  const byParts = slackByParts(trie, budget.paths)
  const byWildcards = budget.wildcards <= maxCountedWildcards ? slackByWildcards(trie, budget) : undefined
  return (node, wildcards) =>
    Math.min(byParts[node] ?? 0, byWildcards?.[node * (budget.wildcards + 1) + wildcards] ?? Number.POSITIVE_INFINITY)
}
