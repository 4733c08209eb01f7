import type { Problem } from './problem.ts'
import { type Relaxation, relax } from './relaxation.ts'

/** A cover as the search for prices sees it. */
type Point = Pick<Relaxation, 'cost' | 'paths' | 'wildcards'>

/** Steps of each search. A bound is valid after any number of them, and hardly gets better after so many. */
const steps = 16

/** The wildcard over everything, which always fits. */
const everything = ({ trie, costModel }: Problem): Point => ({
  cost: costModel.nodeCosts[(trie.nodes - 1) * costModel.size] ?? 0,
  paths: 1,
  wildcards: 1,
})

/** A bound, and how many wildcards are used by the mixture of two covers that lies behind it. */
interface BoundAtMultiplier {
  readonly relaxation: Relaxation
  readonly wildcards: number
}

/**
 * Given the price of a wildcard, looks for the price of a path that bounds best: from the price at which a cover that is
 * too large pays as much as one that fits, on to the cover that pays least at that price.
 */
const boundAt = (problem: Problem, wildcardMultiplier: number): BoundAtMultiplier => {
  const maxPaths = problem.budget.paths
  const penalisedCost = ({ cost, wildcards }: Point): number => cost + wildcardMultiplier * wildcards
  let best = relax(problem, 0, wildcardMultiplier)
  if (best.paths <= maxPaths) return { relaxation: best, wildcards: best.wildcards }
  let large: Point = best
  let small = everything(problem)
  for (let step = 0; step < steps; step += 1) {
    const pathMultiplier = Math.max(0, (penalisedCost(small) - penalisedCost(large)) / (large.paths - small.paths))
    const next = relax(problem, pathMultiplier, wildcardMultiplier)
    if (next.bound > best.bound) best = next
    if (next.paths > maxPaths && next.paths < large.paths) large = next
    else if (next.paths <= maxPaths && next.paths > small.paths) small = next
    else break
  }
  const share = (maxPaths - small.paths) / (large.paths - small.paths)
  return { relaxation: best, wildcards: small.wildcards + share * (large.wildcards - small.wildcards) }
}

/** Looks for the prices that tell best how much a cover costs at least. */
export const bestMultipliers = (problem: Problem): Relaxation => {
  const free = boundAt(problem, 0)
  let best = free.relaxation
  if (free.wildcards <= problem.budget.wildcards) return best
  let high = everything(problem).cost
  let low = high / 2 ** steps
  for (let step = 0; step < steps; step += 1) {
    const wildcardMultiplier = Math.sqrt(low * high)
    const { relaxation, wildcards } = boundAt(problem, wildcardMultiplier)
    if (relaxation.bound > best.bound) best = relaxation
    if (wildcards > problem.budget.wildcards) low = wildcardMultiplier
    else high = wildcardMultiplier
  }
  return best
}
