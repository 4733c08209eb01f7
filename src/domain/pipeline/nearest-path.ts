import { distance } from 'fastest-levenshtein'

/** A path, and how far it is from the one that was asked for. */
export interface Nearest {
  readonly path: string
  readonly distance: number
}

/** As much of a path as is compared: parameters hold no longer one, and a ZIP could hold far longer ones. */
const comparable = 1_000

/**
 * Of the nearest path so far and another one the nearer. One at a time, so that nobody has to hold all the paths of an
 * artifact; and most are not compared at all, since what differs by more characters than the nearest one cannot be nearer.
 */
export const nearerPath =
  (asked: string) =>
  (nearest: Nearest | undefined, candidate: string): Nearest => {
    const path = candidate.slice(0, comparable)
    if (nearest && Math.abs(path.length - asked.length) >= nearest.distance) return nearest
    const found = { path: candidate, distance: distance(path, asked) }
    return nearest && nearest.distance <= found.distance ? nearest : found
  }
