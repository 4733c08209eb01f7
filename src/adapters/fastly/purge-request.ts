import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as RNEA from 'fp-ts/lib/ReadonlyNonEmptyArray.js'
import type { Removal } from '../../domain/cdn/capabilities.ts'
import type { CdnFailure } from '../../domain/cdn/cdn-failure.ts'
import type { InvalidationRequest } from '../../domain/cdn/invalidation.ts'
import { type Item, isEverything, isTag } from '../../domain/items/item.ts'
import { everyHost, hostMismatch } from '../http/host-name.ts'

/** What one request purges. https://www.fastly.com/documentation/reference/api/purging/ */
export type Purge =
  /** One URL, without its scheme. */
  | { readonly _tag: 'Url'; readonly url: string }
  /** All objects with one of these surrogate keys. */
  | { readonly _tag: 'Keys'; readonly keys: RNEA.ReadonlyNonEmptyArray<string> }
  /** All objects of the service. */
  | { readonly _tag: 'Everything' }

/** The path becomes part of the request's own URL. Node.js would resolve such a segment there, and could send a different request. */
const dotSegment = /^[^?]*\/(?:\.|%2e){1,2}(?:[/?]|$)/i

const unreachable: CdnFailure = { _tag: 'ItemsRejected', detail: 'no visitor can request a path with a . or .. segment' }

const toUrl = (host: string, path: Item): E.Either<CdnFailure, Purge> =>
  dotSegment.test(path) ? E.left(unreachable) : E.right({ _tag: 'Url', url: `${host}${path}` })

/**
 * What a request for items of one kind purges. `/*` stands for the whole service, so it needs the host `*`: the service may have other
 * hosts. More than one path is too much for a request.
 */
export const toPurge = ({ host, items }: Pick<InvalidationRequest, 'host' | 'items'>): E.Either<CdnFailure, Purge> => {
  if (items.every(isTag))
    return E.right({
      _tag: 'Keys',
      keys: pipe(
        items,
        RNEA.map(tag => tag.slice(1)),
      ),
    })
  const [item, ...others] = items
  if (others.length > 0) return E.left({ _tag: 'RequestTooLarge' })
  if (isEverything(item)) return host === everyHost ? E.right({ _tag: 'Everything' }) : E.left(hostMismatch)
  return host === undefined || host === everyHost ? E.left(hostMismatch) : toUrl(host, item)
}

/** The path of a request below the API's base URL. That of a URL does not name the service. */
export const pathFor = (service: string, purge: Purge): string => {
  switch (purge._tag) {
    case 'Url':
      return `/purge/${purge.url}`
    case 'Keys':
      return `/service/${service}/purge`
    case 'Everything':
      return `/service/${service}/purge_all`
  }
}

/** The body of a request; `undefined` if it has none. */
export const bodyFor = (purge: Purge): object | undefined => (purge._tag === 'Keys' ? { surrogate_keys: purge.keys } : undefined)

/** The header for a purge that keeps objects as stale. Everything can only be removed. */
export const removalHeaders = (removal: Removal, purge: Purge): Readonly<Record<string, string>> =>
  removal === 'revalidate' && purge._tag !== 'Everything' ? { 'fastly-soft-purge': '1' } : {}
