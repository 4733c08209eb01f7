import { distance } from 'fastest-levenshtein'

/** A path, and its edit distance from the requested one. */
export interface Nearest {
  readonly path: string
  readonly distance: number
}

/** Characters of a path to compare. A name in a ZIP can be much longer, and so can a path in parameters with variables. */
const comparable = 1_000

/**
 * A reducer that finds the path nearest to the requested one without holding all paths in memory. Most candidates are skipped: the edit
 * distance is at least the difference in length.
 */
export const nearerPath = (requested: string): ((nearest: Nearest | undefined, candidate: string) => Nearest) => {
  const wanted = requested.slice(0, comparable)
  return (nearest, candidate) => {
    const path = candidate.slice(0, comparable)
    if (nearest && Math.abs(path.length - wanted.length) >= nearest.distance) return nearest
    const found = { path: candidate, distance: distance(path, wanted) }
    return nearest && nearest.distance <= found.distance ? nearest : found
  }
}
