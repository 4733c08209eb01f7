import type { Item } from '../../domain/items/item.ts'
import type { PathRules, QueryStringRules } from '../../domain/items/rules.ts'

const hasExtension = /\.[^/]*$/

const andQueryStrings = (path: Item): ReadonlyArray<Item> => [path, `${path}?*` as Item]

/**
 * A distribution may keep a file once for each query string. For `/image.jpg` CloudFront documents the wildcard `/image.jpg*`, which
 * is one path where `/image.jpg` and `/image.jpg?*` are two; that it also covers `/image.jpg.bak` is the lesser evil. Without an
 * extension it is not: `/docs*` covers all of `/docs/` and `/docs-of-others`. There it is the path and the wildcard after its question
 * mark. That follows from the documentation (a query string is part of the path, and a wildcard stands for any characters at its end),
 * but is not among its examples.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/invalidation-specifying-objects.html
 */
const queryStrings: QueryStringRules = {
  ofFile: path => (hasExtension.test(path) ? [`${path}*` as Item] : andQueryStrings(path)),
  ofFolder: andQueryStrings,
  maxExtraLength: 2,
}

/**
 * The canonical spelling is what CloudFront wants: it asks to encode non-ASCII characters and RFC 1738's unsafe ones, and nothing else,
 * "or CloudFront won't invalidate the old version".
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/invalidation-specifying-objects.html
 */
export const pathRules: PathRules = {
  unsupported: { pattern: /~|%7e/i, reason: 'has a ~, which CloudFront cannot invalidate, encoded or not' },
  maxLength: 4_000,
  maxPerRequest: 3_000,
  caseSensitive: true,
  queryStrings,
}
