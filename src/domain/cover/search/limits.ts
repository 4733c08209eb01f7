import type { Budget } from './measure.ts'
import type { Relaxation } from './relaxation.ts'
import type { Trie } from './trie.ts'

/** Sums of prices are not exact. What differs by less than this part of them is taken for equal. */
const inexact = 1e-9

/**
 * For each node, what its covers may cost at most, prices included, so that a cover of everything may still cost `worst`
 * or less: everything beside the node costs something, too.
 */
export const limitsOf = (trie: Trie, { perPath, perWildcard, inside, parts }: Relaxation, budget: Budget, worst: number): Float64Array => {
  const limits = new Float64Array(trie.nodes)
  const budgeted = worst + perPath * budget.paths + perWildcard * budget.wildcards
  limits[trie.nodes - 1] = budgeted * (1 + inexact)
  for (let node = trie.nodes - 2; node >= 0; node -= 1) {
    const around = trie.parent[node] ?? 0
    limits[node] = (limits[around] ?? 0) - ((parts[around] ?? 0) - (inside[node] ?? 0))
  }
  return limits
}
