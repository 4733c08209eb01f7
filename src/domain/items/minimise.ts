import { pipe } from 'fp-ts/lib/function.js'
import * as RA from 'fp-ts/lib/ReadonlyArray.js'
import { type Item, isTag, isWildcard } from './item.ts'

/** A wildcard sorts as its prefix, so just before everything that begins with it; the mark keeps others behind it. */
const sortKey = (path: Item): string => (isWildcard(path) ? path.slice(0, -1) : `${path}\u0001`)

const withoutCovered = (paths: ReadonlyArray<Item>): ReadonlyArray<Item> => {
  const kept: Item[] = []
  let cover: string | undefined
  let last: string | undefined
  const sorted = paths.map(path => ({ path, key: sortKey(path) })).sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
  for (const { path, key } of sorted) {
    if (key === last || (cover !== undefined && key.startsWith(cover))) continue
    if (isWildcard(path)) cover = key
    last = key
    kept.push(path)
  }
  return kept
}

/** Of several spellings of one tag the first in code-unit order stays, so that the order of the input does not show. */
const withoutSameTag = (tags: ReadonlyArray<Item>): ReadonlyArray<Item> => {
  const spellings = new Map<string, Item>()
  for (const tag of tags) {
    const name = tag.toLowerCase()
    const known = spellings.get(name)
    if (known === undefined || tag < known) spellings.set(name, tag)
  }
  return [...spellings.values()]
}

/**
 * The fewest of the items that invalidate the same: no duplicates, nothing that a wildcard of the list covers, each
 * tag once (tags know no case). Sorted by code unit, so that equal sets give equal lists. One sort and one sweep.
 */
export const minimise = (items: ReadonlyArray<Item>): ReadonlyArray<Item> => {
  const { left: paths, right: tags } = pipe(items, RA.partition(isTag))
  return [...withoutSameTag(tags), ...withoutCovered(paths)].sort()
}
