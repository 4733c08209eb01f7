import type { Capabilities } from '../../domain/cdn/capabilities.ts'

/**
 * Limits: 3,000 files and 15 wildcards in progress, the stricter of what AWS documents today.
 * https://docs.aws.amazon.com/general/latest/gr/cf_region.html#limits_cloudfront
 * Price: $0.005 for each path or tag beyond the account's 1,000 a month.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/PayingForInvalidation.html
 */
export const capabilities: Capabilities = {
  name: 'CloudFront',
  itemsPerRequest: 3_000,
  wildcardsPerRequest: 15,
  tags: true,
  observesCompletion: true,
  listPricePerItem: 5,
}
