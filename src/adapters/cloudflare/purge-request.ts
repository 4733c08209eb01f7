import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as RNEA from 'fp-ts/lib/ReadonlyNonEmptyArray.js'
import * as RR from 'fp-ts/lib/ReadonlyRecord.js'
import type { Removal } from '../../domain/cdn/capabilities.ts'
import type { CdnFailure } from '../../domain/cdn/cdn-failure.ts'
import type { InvalidationRequest } from '../../domain/cdn/invalidation.ts'
import { type Item, isEverything, isTag, isWildcard, prefixOf } from '../../domain/items/item.ts'
import { everyHost, hostMismatch } from '../http/host-name.ts'

/**
 * The body of a request. Cloudflare accepts exactly one of these fields, which is why the capabilities do not mix kinds.
 * https://developers.cloudflare.com/api/resources/cache/methods/purge/
 */
export type PurgeBody =
  | { readonly [field in 'files' | 'prefixes' | 'hosts' | 'tags']?: ReadonlyArray<string> }
  | { readonly purge_everything: true }

const endpoints: Readonly<Record<Removal, string>> = { remove: 'purge_cache', revalidate: 'invalidate_cache' }

/** The path of a request below the API's base URL. */
export const pathFor = (removal: Removal, { targetId }: Pick<InvalidationRequest, 'targetId'>): string =>
  `/zones/${targetId}/${endpoints[removal]}`

/** Slashes in a prefix, at most. https://developers.cloudflare.com/cache/how-to/purge-cache/purge_by_prefix/ */
const maxSlashes = 31

/** The folder, or the deepest one above it that has few enough slashes. */
const expressibleFolder = (folder: string): string => (folder.match(/[^/]*\//g) ?? []).slice(0, maxSlashes).join('')

const spellOn =
  (host: string) =>
  (item: Item): { readonly field: 'files' | 'prefixes' | 'hosts' | 'tags'; readonly value: string } => {
    if (isTag(item)) return { field: 'tags', value: item.slice(1) }
    if (isEverything(item)) return { field: 'hosts', value: host }
    if (isWildcard(item)) return { field: 'prefixes', value: `${host}${expressibleFolder(prefixOf(item))}` }
    return { field: 'files', value: `https://${host}${item}` }
  }

/**
 * The body for items of one kind. `/*` stands for the host, and for the whole zone only if the host is `*`. With that host, only `/*` and
 * tags can be sent, because any other item needs its host. Without a host, only tags can be sent.
 */
export const toBody = ({ host = '', items }: Pick<InvalidationRequest, 'host' | 'items'>): E.Either<CdnFailure, PurgeBody> => {
  if (host === everyHost && items.every(isEverything)) return E.right({ purge_everything: true })
  if ((host === '' || host === everyHost) && !items.every(isTag)) return E.left(hostMismatch)
  return E.right(
    pipe(
      items,
      RNEA.map(spellOn(host)),
      RNEA.groupBy(({ field }) => field),
      RR.map(RNEA.map(({ value }) => value)),
    ),
  )
}
