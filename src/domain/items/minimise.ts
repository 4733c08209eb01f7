import { pipe } from 'fp-ts/lib/function.js'
import * as RA from 'fp-ts/lib/ReadonlyArray.js'
import { type Item, isTag, isWildcard, prefixOf } from './item.ts'
import type { TagRules } from './rules.ts'
import { distinctOrder, textsAt } from './sorted-distinct.ts'

/**
 * The paths that no wildcard covers, and the wildcards that no other one covers, sorted. What a wildcard covers directly follows its
 * prefix in the order.
 */
const minimalPaths = (wildcards: ReadonlyArray<Item>, exact: ReadonlyArray<Item>): ReadonlyArray<Item> => {
  const texts = wildcards.map(prefixOf).concat(exact)
  const order = distinctOrder(texts)
  let covering: string | undefined
  let kept = 0
  for (const at of order) {
    if (covering !== undefined && texts[at]?.startsWith(covering)) continue
    covering = at < wildcards.length ? texts[at] : undefined
    order[kept] = at
    kept += 1
  }
  return textsAt(wildcards.concat(exact), order.subarray(0, kept))
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

const isTagOrWildcard = (item: Item): boolean => isTag(item) || isWildcard(item)

/**
 * Removes duplicates, repeated tags, and items that a wildcard of the list covers. Sorted by code unit, so that equal sets give equal
 * lists. O(n log n).
 */
export const minimise = (items: ReadonlyArray<Item>, tagRules?: Pick<TagRules, 'caseSensitive'>): ReadonlyArray<Item> => {
  const { left: exact, right: others } = pipe(items, RA.partition(isTagOrWildcard))
  const { left: wildcards, right: tags } = pipe(others, RA.partition(isTag))
  // Tags sort before paths, since a # does before a /.
  return withoutSameTag(tags, tagRules?.caseSensitive ?? true).concat(minimalPaths(wildcards, exact))
}
