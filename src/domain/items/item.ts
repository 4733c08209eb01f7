import type * as t from 'io-ts'

interface ItemBrand {
  readonly Item: unique symbol
}

/**
 * One thing to invalidate, in this program's canonical spelling: an encoded path that starts with `/`, a wildcard (such a path
 * that ends in `*`), or a cache tag that starts with `#`. An adapter writes it as its CDN wants it.
 */
export type Item = t.Branded<string, ItemBrand>

export const isTag = (item: Item): boolean => item.startsWith('#')

export const isWildcard = (item: Item): boolean => item.startsWith('/') && item.endsWith('*')

/** What every path begins with that a wildcard matches. */
export const prefixOf = (wildcard: Item): string => wildcard.slice(0, -1)

/** Whether an item stands for all paths. */
export const isEverything = (item: Item): boolean => isWildcard(item) && prefixOf(item) === '/'
