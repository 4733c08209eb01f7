import type { Problem } from './problem.ts'
import { makeRelax, type Relaxation, type RelaxedCover, relax } from './relaxation.ts'

/** A cover of the relaxed problem: its cost, and what it uses of the budget. */
type Point = Pick<RelaxedCover, 'cost' | 'paths' | 'wildcards'>

/** Steps of each search. Every step gives a valid bound; further steps hardly improve it. */
const steps = 16

/** One wildcard over all keys, which always fits. */
const everything = ({ trie, costModel }: Problem): Point => ({
  cost: costModel.nodeCosts[(trie.nodes - 1) * costModel.size] ?? 0,
  paths: 1,
  wildcards: 1,
})

interface BoundAtMultiplier {
  readonly cover: RelaxedCover
  /** Wildcards in the mixture of two covers that uses up the budget of paths; not always a whole number. */
  readonly wildcards: number
}

/**
 * Given the multiplier of wildcards, searches for the multiplier of paths with the highest bound. Keeps one cover that has
 * too many paths and one that fits, tries the multiplier at which both cost the same, and replaces one of them by the
 * cover that is cheapest there.
 */
const boundAt = (
  problem: Problem,
  wildcardMultiplier: number,
  relaxAt: (pathMultiplier: number, wildcardMultiplier: number) => RelaxedCover,
): BoundAtMultiplier => {
  const maxPaths = problem.budget.paths
  const penalisedCost = ({ cost, wildcards }: Point): number => cost + wildcardMultiplier * wildcards
  let best = relaxAt(0, wildcardMultiplier)
  if (best.paths <= maxPaths) return { cover: best, wildcards: best.wildcards }
  let large: Point = best
  let small = everything(problem)
  for (let step = 0; step < steps; step += 1) {
    const pathMultiplier = Math.max(0, (penalisedCost(small) - penalisedCost(large)) / (large.paths - small.paths))
    const next = relaxAt(pathMultiplier, wildcardMultiplier)
    if (next.bound > best.bound) best = next
    if (next.paths > maxPaths && next.paths < large.paths) large = next
    else if (next.paths <= maxPaths && next.paths > small.paths) small = next
    else break
  }
  const share = (maxPaths - small.paths) / (large.paths - small.paths)
  return { cover: best, wildcards: small.wildcards + share * (large.wildcards - small.wildcards) }
}

/** The results of the search for multipliers. */
export interface Multipliers {
  /** The relaxation with the highest lower bound. */
  readonly relaxation: Relaxation
  /** The cheapest of the relaxed covers that happen to fit into the budget. */
  readonly feasible: Relaxation | undefined
}

/**
 * Solves the Lagrangian dual approximately: searches for the multipliers of paths and wildcards with the highest lower
 * bound. The multiplier of wildcards is bisected on a logarithmic scale.
 */
export const bestMultipliers = (problem: Problem): Multipliers => {
  const { budget } = problem
  const relaxed = makeRelax(problem)
  let feasible: RelaxedCover | undefined
  const relaxAt = (pathMultiplier: number, wildcardMultiplier: number): RelaxedCover => {
    const next = relaxed(pathMultiplier, wildcardMultiplier)
    if (next.paths <= budget.paths && next.wildcards <= budget.wildcards && next.cost < (feasible?.cost ?? Number.POSITIVE_INFINITY))
      feasible = next
    return next
  }
  const free = boundAt(problem, 0, relaxAt)
  let best = free.cover
  let high = free.wildcards <= budget.wildcards ? 0 : everything(problem).cost
  let low = high / 2 ** steps
  for (let step = 0; step < steps && high > 0; step += 1) {
    const wildcardMultiplier = Math.sqrt(low * high)
    const { cover, wildcards } = boundAt(problem, wildcardMultiplier, relaxAt)
    if (cover.bound > best.bound) best = cover
    if (wildcards > budget.wildcards) low = wildcardMultiplier
    else high = wildcardMultiplier
  }
  const relaxationOf = (cover: RelaxedCover): Relaxation => relax(problem, cover.pathMultiplier, cover.wildcardMultiplier)
  return { relaxation: relaxationOf(best), feasible: feasible && relaxationOf(feasible) }
}
