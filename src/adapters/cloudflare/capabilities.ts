import type { CdnCapabilities } from '../../domain/cdn/capabilities.ts'
import { everyHost } from '../http/host-name.ts'
import { parameters } from './parameters.ts'

/** Prefixes, tags or hosts in one request. https://developers.cloudflare.com/cache/how-to/purge-cache/#availability-and-limits */
const maxPerRequest = 100

/**
 * URLs in one request. The page above says 100, or 500 for Enterprise, but users of other plans still met the earlier limit of 30 in 2026:
 * https://github.com/MnemeHQ/mneme/pull/215. URLs are limited per second, not per request, so smaller requests cost no quota.
 */
const maxUrlsPerRequest = 30

/**
 * What Cloudflare can do on every plan. A prefix has no query string, and whether `/foo` as a prefix covers `/foobar` is not documented, so
 * wildcards are whole folders. A URL has at most 16 KB, including its scheme and host:
 * https://developers.cloudflare.com/workers/platform/limits/
 * Tags: https://developers.cloudflare.com/cache/how-to/purge-cache/purge-by-tags/
 *
 * Removing is the default, because no visitor gets the old file afterwards. After a revalidation,
 * `stale-while-revalidate` and `stale-if-error` still apply. https://developers.cloudflare.com/cache/guides/invalidate-cache/
 */
export const capabilities: CdnCapabilities = {
  name: 'Cloudflare',
  parameters,
  paths: {
    unsupported: { pattern: /\?(?=[^?]*\*$)/, reason: 'has a * after a query string, which Cloudflare cannot invalidate' },
    maxLength: 16_000,
    maxPerRequest: maxUrlsPerRequest,
    caseSensitive: true,
    queryStrings: undefined,
  },
  tags: {
    maxLength: 1_024,
    maxPerRequest,
    pattern: /^[!-+\--~]+$/,
    allowed: 'printable ASCII, no space and no comma',
    caseSensitive: false,
  },
  wildcards: { granularity: 'directory', maxPerRequest },
  purgesEverything: true,
  everyHost: { value: everyHost, isRequired: false },
  mixesKinds: false,
  maxItemsPerRequest: maxPerRequest,
  idempotentByReference: false,
  completion: undefined,
  listPricePerItem: 0,
  removals: ['remove', 'revalidate'],
}
