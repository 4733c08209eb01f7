import type { Budget } from './cost-model.ts'
import type { Relaxation } from './relaxation.ts'
import type { Trie } from './trie.ts'

/** Sums of prices are not exact. What differs by less than this part of them is taken for equal. */
const relativeTolerance = 1e-9

/**
 * For each node, what its covers may cost at most, prices included, so that a cover of everything may still cost `worst`
 * or less: everything beside the node costs something, too.
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
