import { type Item, isWildcard, prefixOf } from '../../items/item.ts'
import { minimise } from '../../items/minimise.ts'

/** What has to be covered: minimal, and sorted by code unit, so that keys with a common prefix are adjacent. */
export interface Keys {
  /** Paths, and wildcards without their `*`. */
  readonly texts: ReadonlyArray<string>
  /** 1 for a wildcard. */
  readonly wild: Uint8Array
}

/** The keys of paths and wildcards. No key starts with a wildcard's text, except the wildcard itself. */
export const keysOf = (paths: ReadonlyArray<Item>): Keys => {
  const minimal = minimise(paths)
  // Without their `*` they are still sorted, since no other key starts with the prefix.
  const texts = minimal.map(path => (isWildcard(path) ? prefixOf(path) : path))
  return { texts, wild: Uint8Array.from(minimal, path => (isWildcard(path) ? 1 : 0)) }
}
