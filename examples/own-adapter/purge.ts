import { request } from 'node:http'
import { type CdnCapabilities, type CdnFailure, type CdnInvalidator, textParameter } from 'cloudfront-invalidator'

/** Caches that drop a page when they receive a `PURGE` request for it, as Varnish and nginx can be configured to. */
export const capabilities: CdnCapabilities = {
  name: 'HTTP PURGE',
  parameters: {
    targetNoun: 'cache',
    target: textParameter({ key: 'cache', example: 'paris', pattern: /^[\w-]{1,100}$/, noun: 'the name of a cache' }),
    host: textParameter({ key: 'host', example: 'www.example.com', pattern: /^[a-z0-9.-]{1,253}$/, noun: 'a host name' }),
    credentials: undefined,
  },
  paths: { unsupported: undefined, maxLength: 4_000, maxPerRequest: 1, caseSensitive: true, queryStrings: undefined },
  tags: undefined,
  wildcards: undefined,
  purgesEverything: false,
  mixesKinds: false,
  maxItemsPerRequest: 1,
  idempotentByReference: false,
  completion: undefined,
  listPricePerItem: 0,
  removals: ['remove'],
}

const statusOfPurge = (cache: string, host: string | undefined, path: string, signal: AbortSignal): Promise<number> =>
  new Promise((resolve, reject) => {
    request(cache, { method: 'PURGE', path, headers: { host }, signal }, response => resolve(response.resume().statusCode ?? 0))
      .on('error', reject)
      .end()
  })

/** A page that is not in the cache (404) counts as purged. */
const failureOf = (status: number, cache: string): CdnFailure | undefined => {
  if ((status >= 200 && status < 300) || status === 404) return undefined
  if (status === 429) return { _tag: 'Throttled', code: '429' }
  if (status >= 500) return { _tag: 'CdnUnavailable', code: String(status) }
  const isDenied = status === 403 || status === 405
  if (isDenied) return { _tag: 'InvalidationDenied', permission: 'PURGE', resource: `cache ${cache}`, hint: 'Allow it from this address.' }
  return { _tag: 'RequestRejected', code: String(status), hint: `Look this status up in the log of ${cache}.` }
}

/** `caches` has the URL of each cache by its name. Jobs contain only names, so they cannot send requests to other URLs. */
export const purgingCaches = (caches: ReadonlyMap<string, string>): CdnInvalidator => ({
  capabilities,
  invalidate:
    ({ targetId, host, items: [path], reference }, within) =>
    async () => {
      const cache = caches.get(targetId)
      if (cache === undefined) return { _tag: 'Left', left: { _tag: 'TargetNotFound', where: 'in the settings', hint: 'Check cache.' } }
      try {
        const failure = failureOf(await statusOfPurge(cache, host, path, AbortSignal.timeout(within)), targetId)
        return failure ? { _tag: 'Left', left: failure } : { _tag: 'Right', right: { id: reference, status: 'Completed' } }
      } catch (error) {
        return { _tag: 'Left', left: { _tag: 'NoAnswer', reason: String(error) } }
      }
    },
  find: () => async () => ({ _tag: 'Right', right: undefined }),
  statusOf: () => async () => ({ _tag: 'Right', right: 'Completed' }),
})
