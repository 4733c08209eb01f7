import type { CdnCapabilities } from '../../domain/cdn/capabilities.ts'
import { parameter } from '../fakes/capabilities.ts'
import { type MemoryCdn, type MemoryCdnOptions, memoryCdn } from '../fakes/cdn-invalidator.ts'
import type { MemoryClock } from '../fakes/clock.ts'

/**
 * A CDN that differs from CloudFront in every capability: wildcards for whole folders only, no tags, paths in which case does not
 * matter, a host, one kind of item in a request and ten of them, neither references nor completion, no list price, and revalidation
 * instead of removal.
 */
export const strangerCdnCapabilities: CdnCapabilities = {
  name: 'Stranger CDN',
  parameters: {
    targetNoun: 'zone',
    target: parameter('zone'),
    host: parameter('host'),
    credentials: { principal: parameter('tokenName'), qualifier: parameter('tokenScope') },
  },
  paths: {
    unsupported: { pattern: /[?|]|%7c/i, reason: 'has a ? or a |, which Stranger CDN cannot invalidate' },
    maxLength: 1_024,
    maxPerRequest: 10,
    caseSensitive: false,
    queryStrings: undefined,
  },
  tags: undefined,
  wildcards: { granularity: 'directory', maxPerRequest: 10 },
  purgesEverything: false,
  mixesKinds: false,
  maxItemsPerRequest: 10,
  idempotentByReference: false,
  completion: undefined,
  listPricePerItem: 0,
  removals: ['revalidate'],
}

/** The same without wildcards, but with a request that purges everything, and with no choice of the caller. */
export const strangerCdnWithoutWildcards: CdnCapabilities = {
  ...strangerCdnCapabilities,
  parameters: { ...strangerCdnCapabilities.parameters, credentials: undefined },
  wildcards: undefined,
  purgesEverything: true,
}

/** The stranger as a fake. `zones` are the targets that exist. */
export const strangerCdn = (
  clock: MemoryClock,
  zones: ReadonlyArray<string>,
  { capabilities, ...options }: MemoryCdnOptions = {},
): MemoryCdn => memoryCdn(clock, zones, { ...options, capabilities: { ...strangerCdnCapabilities, ...capabilities } })
