import type { Budget } from './cost-model.ts'
import { savedOutside } from './saved-outside.ts'
import type { Trie } from './trie.ts'

/** How many paths are left for covers of a node with so many wildcards at best, if no wildcard stands around it. */
export type Slack = (node: number, wildcards: number) => number

/** With more wildcards than this, counting them would take longer than it saves. */
const maxCountedWildcards = 32

const keysIn = ({ first, end }: Trie, node: number): number => (end[node] ?? 0) - (first[node] ?? 0)

/** The keys right inside each node, and the groups right inside of it. */
const partsOf = (trie: Trie): Int32Array => {
  const parts = trie.children.slice()
  for (const node of trie.owner) parts[node] = (parts[node] ?? 0) + 1
  return parts
}

/** What is left for each node if everything beside it takes a single path. */
const slackByParts = (trie: Trie, paths: number): Int32Array => {
  const parts = partsOf(trie)
  const slack = new Int32Array(trie.nodes).fill(paths)
  for (let node = trie.nodes - 2; node >= 0; node -= 1) {
    const parent = trie.parent[node] ?? 0
    slack[node] = Math.max(0, (slack[parent] ?? 0) - (parts[parent] ?? 0) + 1)
  }
  return slack
}

/** What is left for each node, by the wildcards it uses, if all others stand for the largest groups beside it. */
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

/** Tells how much room there is. In a large trie there is hardly a node that has any. */
export const slackOf = (trie: Trie, budget: Budget): Slack => {
  const byParts = slackByParts(trie, budget.paths)
  const byWildcards = budget.wildcards <= maxCountedWildcards ? slackByWildcards(trie, budget) : undefined
  return (node, wildcards) =>
    Math.min(byParts[node] ?? 0, byWildcards?.[node * (budget.wildcards + 1) + wildcards] ?? Number.POSITIVE_INFINITY)
}
