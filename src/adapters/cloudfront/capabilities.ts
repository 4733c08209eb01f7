import type { CdnCapabilities } from '../../domain/cdn/capabilities.ts'
import { parameters } from './parameters.ts'
import { pathRules } from './path-rules.ts'
import { listPricePerItem } from './price.ts'

/**
 * Limits: 3,000 files and 15 wildcards in progress, the stricter of what AWS documents today.
 * https://docs.aws.amazon.com/general/latest/gr/cf_region.html#limits_cloudfront
 * Tags: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/invalidation-by-tags.html
 * Completion: 95 of 100 invalidations complete in less than 25 seconds; an id has 13 or 14 characters.
 * https://aws.amazon.com/about-aws/whats-new/2026/04/cloudfront-invalidation-cache-tag/
 */
export const capabilities: CdnCapabilities = {
  name: 'CloudFront',
  parameters,
  paths: pathRules,
  tags: {
    maxLength: 256,
    maxPerRequest: 3_000,
    pattern: /^[!-+\--~]+$/,
    allowed: 'printable ASCII, no space and no comma',
    caseSensitive: false,
  },
  wildcards: { granularity: 'character', maxPerRequest: 15 },
  purgesEverything: false,
  mixesKinds: true,
  maxItemsPerRequest: 3_000,
  idempotentByReference: true,
  completion: { usual: 30_000, maxIdLength: 36 },
  listPricePerItem,
  removals: ['remove'],
}
