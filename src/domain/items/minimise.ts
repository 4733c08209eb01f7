import { pipe } from 'fp-ts/lib/function.js'
import * as RA from 'fp-ts/lib/ReadonlyArray.js'
import { type Item, isTag, isWildcard, prefixOf } from './item.ts'
import type { TagRules } from './rules.ts'
import { sortedDistinct } from './sorted-distinct.ts'

/** The sorted strings that do not start with another of them. The extensions of a string directly follow it. */
const withoutExtensions = (sorted: ReadonlyArray<string>): ReadonlyArray<string> => {
  const kept: string[] = []
  for (const text of sorted) {
    const last = kept.at(-1)
    if (last === undefined || !text.startsWith(last)) kept.push(text)
  }
  return kept
}

/** The wildcards of sorted prefixes, and the sorted paths that none of them covers. Only the last prefix before a path can cover it. */
const merged = (prefixes: ReadonlyArray<string>, sorted: ReadonlyArray<Item>): ReadonlyArray<Item> => {
  const all: Item[] = []
  let next = 0
  for (const path of sorted) {
    for (; next < prefixes.length && (prefixes[next] ?? '') <= path; next += 1) all.push(`${prefixes[next]}*` as Item)
    const isCovered = next > 0 && path.startsWith(prefixes[next - 1] ?? '')
    if (!isCovered) all.push(path)
  }
  for (; next < prefixes.length; next += 1) all.push(`${prefixes[next]}*` as Item)
  return all
}

/** The tags, sorted. Keeps the first spelling of each, so that the order of the input does not matter. */
const withoutSameTag = (tags: ReadonlyArray<Item>, isCaseSensitive: boolean): ReadonlyArray<Item> => {
  const spellings = new Map<string, Item>()
  for (const tag of tags) {
    const name = isCaseSensitive ? tag : tag.toLowerCase()
    const known = spellings.get(name)
    if (known === undefined || tag < known) spellings.set(name, tag)
  }
  return [...spellings.values()].sort()
}

/**
 * Removes duplicates, repeated tags, and items that a wildcard of the list covers. Sorted by code unit, so that equal sets give equal
 * lists. O(n log n).
 */
export const minimise = (items: ReadonlyArray<Item>, tagRules?: Pick<TagRules, 'caseSensitive'>): ReadonlyArray<Item> => {
  const { left: paths, right: tags } = pipe(items, RA.partition(isTag))
  const { left: exact, right: wildcards } = pipe(paths, RA.partition(isWildcard))
  const prefixes = withoutExtensions(sortedDistinct(wildcards.map(prefixOf)))
  // Tags sort before paths, since a # does before a /.
  return withoutSameTag(tags, tagRules?.caseSensitive ?? true).concat(merged(prefixes, sortedDistinct(exact)))
}
