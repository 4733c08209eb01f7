import { pipe } from 'fp-ts/lib/function.js'
import * as RA from 'fp-ts/lib/ReadonlyArray.js'
import type { ReadonlyNonEmptyArray } from 'fp-ts/lib/ReadonlyNonEmptyArray.js'
import type { CdnCapabilities } from '../../domain/cdn/capabilities.ts'
import { type Item, isTag, isWildcard } from '../../domain/items/item.ts'
import { readItem } from '../../domain/items/read-item.ts'
import { rejectionOf } from '../fakes/request-rules.ts'

/** Items that something on the way could spoil. */
const awkward = [
  '/',
  '/*',
  '/a b',
  '/ü/日本',
  '/ü/日本*',
  '/ü/日本/*',
  "/a?x=1&y='2'",
  '/a+b:c@d,e;f',
  '/<&>"',
  '/Case',
  '#product:electronics',
  '#<&>',
]

/** An item as the domain reads it, if the CDN can express it. */
const readFor = (capabilities: CdnCapabilities, host: string | undefined, text: string): ReadonlyArray<Item> => {
  const read = readItem(capabilities)(text)
  if (read._tag === 'Left') return []
  const alone = { targetId: '', host, items: [read.right] as const, reference: '', credentials: undefined }
  return rejectionOf(alone, capabilities) === undefined ? [read.right] : []
}

const kindOf = (item: Item): string => {
  if (isTag(item)) return 'tag'
  return isWildcard(item) ? 'wildcard' : 'path'
}

/** The items in lists that each fit into one request. Everything is purged by a request of its own, if the CDN can do that. */
const inRequests = (items: ReadonlyArray<Item>, capabilities: CdnCapabilities): ReadonlyArray<ReadonlyNonEmptyArray<Item>> => {
  const { mixesKinds, maxItemsPerRequest, purgesEverything, wildcards } = capabilities
  const groupOf = (item: Item): string => {
    const isPurge: boolean = purgesEverything && item === ('/*' as Item)
    if (isPurge) return 'everything'
    return mixesKinds ? 'any' : kindOf(item)
  }
  const size = Math.min(maxItemsPerRequest, wildcards?.maxPerRequest ?? maxItemsPerRequest)
  return [...new Set(items.map(groupOf))].flatMap(name =>
    pipe(
      items.filter(item => groupOf(item) === name),
      RA.chunksOf(size),
    ),
  )
}

const series = (count: number, text: (index: number) => string, read: (text: string) => ReadonlyArray<Item>): ReadonlyArray<Item> =>
  Array.from({ length: count }, (_, index) => read(text(index))).flat()

/** No suite sends more items than these, even if a CDN declares no limit. */
const maxCount = 3_000

/** Requests' items of which a CDN with these capabilities takes each. */
export const samplesFor = (capabilities: CdnCapabilities, host: string | undefined) => {
  const { maxItemsPerRequest, wildcards, paths, tags } = capabilities
  const read = (text: string) => readFor(capabilities, host, text)
  const longest = `/${'p'.repeat(Math.min(paths.maxLength, 100_000) - 1)}`
  return {
    plain: '/plain' as Item,
    other: '/other' as Item,
    awkward: inRequests(awkward.flatMap(read), capabilities),
    most: series(Math.min(maxItemsPerRequest, maxCount), index => `/p/${index}`, read),
    mostWildcards: wildcards ? series(Math.min(wildcards.maxPerRequest, maxItemsPerRequest, maxCount), index => `/w/${index}/*`, read) : [],
    longest: [...read(longest), ...(tags ? read(`#${'t'.repeat(Math.min(tags.maxLength, 100_000))}`) : [])],
  }
}
