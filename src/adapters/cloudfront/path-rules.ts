import type { Item } from '../../domain/items/item.ts'
import type { PathRules, QueryStringRules } from '../../domain/items/rules.ts'

const hasExtension = (path: Item): boolean => path.includes('.', path.lastIndexOf('/'))

const andQueryStrings = (path: Item): ReadonlyArray<Item> => [path, `${path}?*` as Item]

/**
 * A distribution may cache a file separately for each query string. For `/image.jpg` CloudFront documents the wildcard `/image.jpg*`.
 * It costs one path instead of two, and rarely covers anything else (`/image.jpg.bak`). A path without an extension needs two, because
 * `/docs*` would also cover `/docs/` and `/docs-of-others`: `/docs` and `/docs?*`. The latter is not among CloudFront's examples, but
 * follows from its rules: the query string is part of the path, and a `*` stands for any characters at the end.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/invalidation-specifying-objects.html
 */
const queryStrings: QueryStringRules = {
  ofFile: path => (hasExtension(path) ? [`${path}*` as Item] : andQueryStrings(path)),
  ofFolder: andQueryStrings,
  maxExtraLength: 2,
}

/**
 * CloudFront requires the canonical spelling: encode non-ASCII characters and the unsafe ones of RFC 1738, and nothing else, "or
 * CloudFront won't invalidate the old version".
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/invalidation-specifying-objects.html
 */
export const pathRules: PathRules = {
  unsupported: { pattern: /~|%7e/i, reason: 'has a ~, which CloudFront cannot invalidate, encoded or not' },
  maxLength: 4_000,
  maxPerRequest: 3_000,
  caseSensitive: true,
  queryStrings,
}
