import type { Budget } from './cost-model.ts'
import type { Relaxation } from './relaxation.ts'
import type { Trie } from './trie.ts'

/** Tolerance for rounding errors in sums of multipliers, relative to the limit. */
const relativeTolerance = 1e-9

/**
 * For each node, the highest penalised cost that a cover of it can have in a cover of all keys that costs at most
 * `maxCost`. It is what remains after the lower bounds of everything outside the node.
 */
export const costLimitsOf = (
  trie: Trie,
  { pathMultiplier, wildcardMultiplier, nodeBounds, partsBounds }: Relaxation,
  budget: Budget,
  maxCost: number,
): Float64Array => {
  const limits = new Float64Array(trie.nodes)
  const budgeted = maxCost + pathMultiplier * budget.paths + wildcardMultiplier * budget.wildcards
  limits[trie.nodes - 1] = budgeted * (1 + relativeTolerance)
  for (let node = trie.nodes - 2; node >= 0; node -= 1) {
    const parent = trie.parent[node] ?? 0
    limits[node] = (limits[parent] ?? 0) - ((partsBounds[parent] ?? 0) - (nodeBounds[node] ?? 0))
  }
  return limits
}
