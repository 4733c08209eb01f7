import { type Item, isWildcard, prefixOf } from '../../items/item.ts'
import { minimise } from '../../items/minimise.ts'
import { isAmong, prefixAmong, type Range, rangeOf } from '../../items/sorted.ts'
import { distinctOrder, textsAt } from '../../items/sorted-distinct.ts'
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
  const prefixes = texts.filter((_, key) => wild[key] === 1)
  const hasPrefix = (prefix: string): boolean => prefixAmong(prefixes, prefix) !== undefined
  return { hasPath: path => isAmong(texts, path) || hasPrefix(path), hasPrefix }
}

/** The distinct unchanged paths that no key flushes, sorted. What a wildcard flushes directly follows its prefix in the order. */
const notFlushedBy = ({ texts, wild }: Keys, unchanged: ReadonlyArray<string>): ReadonlyArray<string> => {
  const all = texts.concat(unchanged)
  const order = distinctOrder(all)
  let flushing: string | undefined
  let kept = 0
  for (const at of order) {
    if (flushing !== undefined && all[at]?.startsWith(flushing)) continue
    flushing = wild[at] === 1 ? texts[at] : undefined
    // A path that is a key has the place of the key.
    if (at < texts.length) continue
    order[kept] = at
    kept += 1
  }
  return textsAt(all, order.subarray(0, kept))
}

/** Prefix sums: how many of the sorted paths before each index are protected. */
const protectedBeforeOf = (paths: ReadonlyArray<string>, exact: ReadonlyArray<Item>, prefixes: ReadonlyArray<string>): Uint32Array => {
  const all = { from: 0, to: paths.length }
  const counts = new Uint32Array(paths.length + 1)
  for (const path of exact) {
    const { from } = rangeOf(paths, path, all)
    if (paths[from] === path) counts[from + 1] = 1
  }
  for (const prefix of prefixes) {
    const { from, to } = rangeOf(paths, prefix, all)
    counts.fill(1, from + 1, to + 1)
  }
  for (let at = 0; at < paths.length; at += 1) counts[at + 1] = (counts[at + 1] ?? 0) + (counts[at] ?? 0)
  return counts
}

/**
 * Indexes the unchanged paths, and which of them are protected. What is under a protected pattern may be unlisted, such
 * as the routes of an API, so a pattern itself counts as one protected path for each wildcard that overlaps it. Likewise a
 * protected path counts even if it is not among the unchanged ones.
 */
export const unchangedOf = (keys: Keys, unchanged: ReadonlyArray<string>, protect: ReadonlyArray<Item>): Unchanged => {
  const required = requiredOf(keys)
  const paths = notFlushedBy(keys, unchanged)

  const patterns = minimise(protect)
  const exact = patterns.filter(pattern => !isWildcard(pattern) && !required.hasPath(pattern))
  const prefixes = patterns
    .filter(isWildcard)
    .map(prefixOf)
    .filter(prefix => !required.hasPrefix(prefix))
  const protectedBefore = protectedBeforeOf(paths, exact, prefixes)
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
