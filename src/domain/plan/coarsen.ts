import type { CdnCapabilities } from '../cdn/capabilities.ts'
import { type Item, isWildcard } from '../items/item.ts'
import { minimise } from '../items/minimise.ts'

const toFolder = (item: Item): Item => (isWildcard(item) ? (`${item.slice(0, item.lastIndexOf('/') + 1)}*` as Item) : item)

/** Widens each wildcard to its folder if the CDN has wildcards only for whole folders. The result is sorted and minimal. */
export const coarsen = (items: ReadonlyArray<Item>, { wildcards, tags }: CdnCapabilities): ReadonlyArray<Item> =>
  wildcards?.granularity === 'directory' ? minimise(items.map(toFolder), tags) : items
