import type { CdnCapabilities } from '../cdn/capabilities.ts'
import { type Item, isWildcard } from '../items/item.ts'
import { minimise } from '../items/minimise.ts'

const toFolder = (item: Item): Item => (isWildcard(item) ? (`${item.slice(0, item.lastIndexOf('/') + 1)}*` as Item) : item)

/** Sorted, minimal items, as narrow as the CDN can express them: if its wildcards are for whole folders only, each becomes that of its folder. */
export const coarsen = (items: ReadonlyArray<Item>, { wildcards, tags }: CdnCapabilities): ReadonlyArray<Item> =>
  wildcards?.granularity === 'directory' ? minimise(items.map(toFolder), tags) : items
