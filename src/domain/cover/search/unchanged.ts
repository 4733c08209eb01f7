import { type Item, isWildcard, prefixOf } from '../../items/item.ts'
import { minimise } from '../../items/minimise.ts'
import { isAmong, prefixAmong, type Range, rangeOf } from '../../items/sorted.ts'
import type { Keys } from './keys.ts'

/** What a cover flushes unnecessarily. */
export interface Collateral {
  /** Protected unchanged paths, plus protected patterns that a wildcard overlaps. Outweighs any number of unchanged paths. */
  readonly protected: number
  /** Unchanged paths, whether protected or not. */
  readonly unchanged: number
}

/** The unchanged paths, indexed so that a wildcard's collateral takes only a few binary searches. */
export interface Unchanged {
  /** Sorted, without repetitions, and without paths that are flushed anyway. */
  readonly paths: ReadonlyArray<string>
  /** The collateral of a wildcard, given its prefix and the range of `paths` under it. */
  readonly collateralUnder: (prefix: string, range: Range) => Collateral
}

/** What every cover flushes, because it changed. */
interface Required {
  readonly hasPath: (path: string) => boolean
  /** Whether everything that starts with the prefix is flushed. */
  readonly hasPrefix: (prefix: string) => boolean
}

const requiredOf = ({ texts, wild }: Keys): Required => {
  const changed = new Set(texts)
  const prefixes = texts.filter((_, key) => wild[key] === 1)
  const hasPrefix = (prefix: string): boolean => prefixAmong(prefixes, prefix) !== undefined
  return { hasPath: path => changed.has(path) || hasPrefix(path), hasPrefix }
}

const protectedBy = (exact: ReadonlyArray<Item>, prefixes: ReadonlyArray<string>): ((path: string) => boolean) => {
  const paths = new Set<string>(exact)
  return path => paths.has(path) || prefixAmong(prefixes, path) !== undefined
}

/** Prefix sums: how many of the entries before each index satisfy the predicate. */
const countsBefore = <A>(list: ReadonlyArray<A>, isCounted: (entry: A) => boolean): Uint32Array => {
  const counts = new Uint32Array(list.length + 1)
  for (const [at, entry] of list.entries()) counts[at + 1] = (counts[at] ?? 0) + (isCounted(entry) ? 1 : 0)
  return counts
}

/**
 * Indexes the unchanged paths, and which of them are protected. What is under a protected pattern may be unlisted, such
 * as the routes of an API, so a pattern itself counts as one protected path for each wildcard that overlaps it. Likewise a
 * protected path counts even if it is not among the unchanged ones.
 */
export const unchangedOf = (keys: Keys, unchanged: ReadonlyArray<string>, protect: ReadonlyArray<Item>): Unchanged => {
  const required = requiredOf(keys)
  const sorted = unchanged.toSorted()
  const paths = sorted.filter((path, at) => path !== sorted[at - 1] && !required.hasPath(path))

  const patterns = minimise(protect)
  const exact = patterns.filter(pattern => !isWildcard(pattern) && !required.hasPath(pattern))
  const prefixes = patterns
    .filter(isWildcard)
    .map(prefixOf)
    .filter(prefix => !required.hasPrefix(prefix))
  const protectedBefore = countsBefore(paths, protectedBy(exact, prefixes))
  const unlisted = [...exact.filter(path => !isAmong(paths, path)), ...prefixes].sort()
  return {
    paths,
    collateralUnder: (prefix, { from, to }) => {
      const enclosing = prefixAmong(prefixes, prefix)
      const inside = rangeOf(unlisted, prefix, { from: 0, to: unlisted.length })
      const overlapping = inside.to - inside.from + (enclosing === undefined || enclosing === prefix ? 0 : 1)
      return { protected: (protectedBefore[to] ?? 0) - (protectedBefore[from] ?? 0) + overlapping, unchanged: to - from }
    },
  }
}
