import { pipe } from 'fp-ts/lib/function.js'
import * as RA from 'fp-ts/lib/ReadonlyArray.js'
import type { ReadonlyNonEmptyArray } from 'fp-ts/lib/ReadonlyNonEmptyArray.js'
import type { CdnCapabilities } from '../../domain/cdn/capabilities.ts'
import type { InvalidationRequest } from '../../domain/cdn/invalidation.ts'
import { type Item, isEverything, isTag, isWildcard } from '../../domain/items/item.ts'
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
  '//a//b',
  '/a?',
  '/100%/a%2Fb#c',
  '#product:electronics',
  '#<&>',
]

/** The host of a request for these items. Some CDNs can purge everything for all hosts only. */
export const hostFor = (items: ReadonlyArray<Item>, { everyHost }: CdnCapabilities, host: string | undefined): string | undefined =>
  everyHost?.isRequired && items.every(isEverything) ? everyHost.value : host

/** An item as the domain reads it, if the CDN can express it. */
const readFor = (capabilities: CdnCapabilities, host: string | undefined, text: string): ReadonlyArray<Item> => {
  const read = readItem(capabilities)(text)
  if (read._tag === 'Left') return []
  const items = [read.right] as const
  const alone = { targetId: '', host: hostFor(items, capabilities, host), items, reference: '', credentials: undefined }
  return rejectionOf(alone, capabilities) === undefined ? [read.right] : []
}

const kindOf = (item: Item): string => {
  if (isTag(item)) return 'tag'
  return isWildcard(item) ? 'wildcard' : 'path'
}

/** The items in lists that each fit into one request. Everything is purged by a request of its own, if the CDN can do that. */
const inRequests = (items: ReadonlyArray<Item>, capabilities: CdnCapabilities): ReadonlyArray<ReadonlyNonEmptyArray<Item>> => {
  const { mixesKinds, maxItemsPerRequest, purgesEverything, paths, wildcards, tags } = capabilities
  const groupOf = (item: Item): string => {
    if (purgesEverything && isEverything(item)) return 'everything'
    return mixesKinds ? 'any' : kindOf(item)
  }
  const limits = [
    maxItemsPerRequest,
    paths.maxPerRequest,
    wildcards?.maxPerRequest ?? maxItemsPerRequest,
    tags?.maxPerRequest ?? maxItemsPerRequest,
  ]
  const size = Math.min(...limits)
  return [...new Set(items.map(groupOf))].flatMap(name =>
    pipe(
      items.filter(item => groupOf(item) === name),
      RA.chunksOf(size),
    ),
  )
}

/** No suite sends more items than these, or longer ones, even if a CDN declares no limit. */
const maxCount = 3_000
const maxLength = 100_000

const plain = '/plain' as Item
const everything = '/*' as Item

/** Requests whose host does not fit their items. Whatever an adapter sent for one of them could purge too much. */
const misfitsOf = (
  { everyHost }: CdnCapabilities,
  host: string | undefined,
): ReadonlyArray<Pick<InvalidationRequest, 'host' | 'items'>> => [
  { host: undefined, items: [plain] },
  { host: undefined, items: [everything] },
  ...(everyHost ? [{ host: everyHost.value, items: [plain] } as const] : []),
  ...(everyHost?.isRequired ? [{ host, items: [everything] } as const] : []),
]

/** Requests' items of which a CDN with these capabilities takes each. */
export const samplesFor = (capabilities: CdnCapabilities, host: string | undefined) => {
  const { maxItemsPerRequest, wildcards, paths, tags } = capabilities
  const read = (text: string) => readFor(capabilities, host, text)
  const many = (limit: number, text: (index: number) => string): ReadonlyArray<Item> =>
    Array.from({ length: Math.min(limit, maxItemsPerRequest, maxCount) }, (_, index) => read(text(index))).flat()
  return {
    plain,
    other: '/other' as Item,
    misfits: misfitsOf(capabilities, host),
    awkward: inRequests(awkward.flatMap(read), capabilities),
    manyPaths: many(paths.maxPerRequest, index => `/p/${index}`),
    manyWildcards: wildcards ? many(wildcards.maxPerRequest, index => `/w/${index}/*`) : [],
    manyTags: tags ? many(tags.maxPerRequest, index => `#t${index}`) : [],
    longest: [
      `/${'p'.repeat(Math.min(paths.maxLength, maxLength) - 1)}`,
      ...(tags ? [`#${'t'.repeat(Math.min(tags.maxLength, maxLength))}`] : []),
    ].flatMap(read),
  }
}
