import { type Item, isWildcard, prefixOf } from '../../items/item.ts'
import { minimise } from '../../items/minimise.ts'
import { isAmong, prefixAmong, type Range, rangeOf } from '../../items/sorted.ts'
import type { Keys } from './keys.ts'

/** What is flushed without need. */
export interface Collateral {
  /** Protected unchanged paths, and protected patterns that a wildcard meets. Weighs more than any number of others. */
  readonly protected: number
  /** Unchanged paths, protected or not. */
  readonly unchanged: number
}

/** What a wildcard may flush without need. */
export interface Unchanged {
  /** The unchanged paths, sorted. */
  readonly paths: ReadonlyArray<string>
  /** What a wildcard flushes of them, whose unchanged paths are those in the range. */
  readonly collateralUnder: (prefix: string, range: Range) => Collateral
}

/** What has to be flushed anyway, whatever the cover. */
interface Required {
  readonly hasPath: (path: string) => boolean
  /** All that begins with a prefix. */
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

/** Before each place of a list, how many entries are such. */
const countsBefore = <A>(list: ReadonlyArray<A>, is: (entry: A) => boolean): Uint32Array => {
  const counts = new Uint32Array(list.length + 1)
  for (const [at, entry] of list.entries()) counts[at + 1] = (counts[at] ?? 0) + (is(entry) ? 1 : 0)
  return counts
}

/**
 * Sorts out what is unchanged, each path once, and what of it is protected. Nobody lists what lies behind a protected
 * pattern, such as the routes of an API. So a pattern counts itself as one protected path for each wildcard that shares
 * a part of its region, and a protected path that is not among the unchanged ones counts like one that is.
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
    .sort()
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
