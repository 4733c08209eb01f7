import type { Problem } from './problem.ts'
import { type Relaxation, relax } from './relaxation.ts'

/** A cover as the search for prices sees it. */
type Point = Pick<Relaxation, 'cost' | 'paths' | 'wildcards'>

/** Steps of each search. A bound is valid after any number of them, and hardly gets better after so many. */
const steps = 16

/** The wildcard over everything, which always fits. */
const everything = ({ trie, measure }: Problem): Point => ({
  cost: measure.ofNode[(trie.nodes - 1) * measure.size] ?? 0,
  paths: 1,
  wildcards: 1,
})

/** A bound, and how many wildcards are used by the mixture of two covers that lies behind it. */
interface Bounded {
  readonly relaxation: Relaxation
  readonly wildcards: number
}

/**
 * Given the price of a wildcard, looks for the price of a path that bounds best: from the price at which a cover that is
 * too large pays as much as one that fits, on to the cover that pays least at that price.
 */
const boundAt = (problem: Problem, perWildcard: number): Bounded => {
  const most = problem.budget.paths
  const paid = ({ cost, wildcards }: Point): number => cost + perWildcard * wildcards
  let best = relax(problem, 0, perWildcard)
  if (best.paths <= most) return { relaxation: best, wildcards: best.wildcards }
  let large: Point = best
  let small = everything(problem)
  for (let step = 0; step < steps; step += 1) {
    const perPath = Math.max(0, (paid(small) - paid(large)) / (large.paths - small.paths))
    const next = relax(problem, perPath, perWildcard)
    if (next.bound > best.bound) best = next
    if (next.paths > most && next.paths < large.paths) large = next
    else if (next.paths <= most && next.paths > small.paths) small = next
    else break
  }
  const share = (most - small.paths) / (large.paths - small.paths)
  return { relaxation: best, wildcards: small.wildcards + share * (large.wildcards - small.wildcards) }
}

/** Looks for the prices that tell best how much a cover costs at least. */
export const bestPrices = (problem: Problem): Relaxation => {
  const free = boundAt(problem, 0)
  let best = free.relaxation
  if (free.wildcards <= problem.budget.wildcards) return best
  let high = everything(problem).cost
  let low = high / 2 ** steps
  for (let step = 0; step < steps; step += 1) {
    const perWildcard = Math.sqrt(low * high)
    const { relaxation, wildcards } = boundAt(problem, perWildcard)
    if (relaxation.bound > best.bound) best = relaxation
    if (wildcards > problem.budget.wildcards) low = perWildcard
    else high = perWildcard
  }
  return best
}
