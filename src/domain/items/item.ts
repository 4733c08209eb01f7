import type * as t from 'io-ts'

interface ItemBrand {
  readonly Item: unique symbol
}

/**
 * One thing to invalidate, in canonical spelling: an encoded path that starts with `/`, a wildcard (a path that ends in `*`), or a cache
 * tag that starts with `#`. Adapters translate it for their CDN.
 */
export type Item = t.Branded<string, ItemBrand>

export const isTag = (item: Item): boolean => item.startsWith('#')

export const isWildcard = (item: Item): boolean => item.startsWith('/') && item.endsWith('*')

/** The prefix that a wildcard matches. */
export const prefixOf = (wildcard: Item): string => wildcard.slice(0, -1)

/** Whether an item stands for all paths. */
export const isEverything = (item: Item): boolean => isWildcard(item) && prefixOf(item) === '/'
