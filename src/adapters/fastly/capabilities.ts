import type { CdnCapabilities } from '../../domain/cdn/capabilities.ts'
import { everyHost } from '../http/host-name.ts'
import { parameters } from './parameters.ts'

/** Surrogate keys in one request. https://www.fastly.com/documentation/reference/api/purging/#bulk-purge-tag */
const maxKeysPerRequest = 256

/**
 * What Fastly can do. It has no wildcards: a request names one URL, surrogate keys, or the whole service.
 * https://www.fastly.com/documentation/reference/api/purging/
 *
 * A URL has at most 8 KB, including its host: https://www.fastly.com/documentation/reference/vcl/constraints-and-limitations/
 * Keys are separated by spaces in the header Surrogate-Key, and have at most 1,024 bytes:
 * https://www.fastly.com/documentation/guides/full-site-delivery/purging/working-with-surrogate-keys/
 *
 * Revalidating is the default, because Fastly recommends it: visitors still get an answer while the origin is slow or down.
 * https://www.fastly.com/documentation/guides/full-site-delivery/purging/purging-best-practices/
 */
export const capabilities: CdnCapabilities = {
  name: 'Fastly',
  parameters,
  paths: { unsupported: undefined, maxLength: 8_000, maxPerRequest: 1, caseSensitive: true, queryStrings: undefined },
  tags: {
    maxLength: 1_024,
    maxPerRequest: maxKeysPerRequest,
    pattern: /^[!-~]+$/,
    allowed: 'printable ASCII and no space',
    caseSensitive: true,
  },
  wildcards: undefined,
  purgesEverything: true,
  everyHost: { value: everyHost, isRequired: true },
  mixesKinds: false,
  maxItemsPerRequest: maxKeysPerRequest,
  idempotentByReference: false,
  completion: undefined,
  listPricePerItem: 0,
  removals: ['revalidate', 'remove'],
}
