import { pipe } from 'fp-ts/lib/function.js'
import * as RA from 'fp-ts/lib/ReadonlyArray.js'
import { type Item, isTag, isWildcard, prefixOf } from './item.ts'
import type { TagRules } from './rules.ts'

/** Of sorted strings, those that begin with no other of them. What begins with a string follows it at once. */
const withoutExtensions = (sorted: ReadonlyArray<string>): ReadonlyArray<string> => {
  const kept: string[] = []
  for (const text of sorted) {
    const last = kept.at(-1)
    if (last === undefined || !text.startsWith(last)) kept.push(text)
  }
  return kept
}

/** The sorted paths that begin with none of the sorted prefixes, each once. Only the greatest prefix up to a path can be its own. */
const uncovered = (sorted: ReadonlyArray<Item>, prefixes: ReadonlyArray<string>): ReadonlyArray<Item> => {
  const kept: Item[] = []
  let next = 0
  for (const path of sorted) {
    while (next < prefixes.length && (prefixes[next] ?? '') <= path) next += 1
    const isCovered = next > 0 && path.startsWith(prefixes[next - 1] ?? '')
    if (!isCovered && path !== kept.at(-1)) kept.push(path)
  }
  return kept
}

/** Of several spellings of one tag the first in code-unit order stays, so that the order of the input does not matter. */
const withoutSameTag = (tags: ReadonlyArray<Item>, isCaseSensitive: boolean): ReadonlyArray<Item> => {
  const spellings = new Map<string, Item>()
  for (const tag of tags) {
    const name = isCaseSensitive ? tag : tag.toLowerCase()
    const known = spellings.get(name)
    if (known === undefined || tag < known) spellings.set(name, tag)
  }
  return [...spellings.values()]
}

/**
 * The fewest of the items that invalidate the same: no duplicates, nothing that a wildcard of the list covers, each
 * tag once. Sorted by code unit, so that equal sets give equal lists. Sorts, and then sweeps once.
 */
export const minimise = (items: ReadonlyArray<Item>, tagRules?: Pick<TagRules, 'caseSensitive'>): ReadonlyArray<Item> => {
  const { left: paths, right: tags } = pipe(items, RA.partition(isTag))
  const { left: exact, right: wildcards } = pipe(paths, RA.partition(isWildcard))
  const prefixes = withoutExtensions(wildcards.map(prefixOf).sort())
  const widest = prefixes.map(prefix => `${prefix}*` as Item)
  return [...withoutSameTag(tags, tagRules?.caseSensitive ?? true), ...widest, ...uncovered([...exact].sort(), prefixes)].sort()
}
