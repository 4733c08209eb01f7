import type { Item } from '../items/item.ts'
import { matchesAny } from '../site/globs.ts'
import { pathsOf, servedName } from '../site/paths-of.ts'
import type { Origin } from './origin.ts'

/** The paths under which the distributions of an origin serve an object of its bucket: none, for one that they do not serve. */
export const pathsOfObject = (origin: Origin): ((key: string) => ReadonlyArray<Item>) => {
  const isIncluded = origin.include.length === 0 ? () => true : matchesAny(origin.include)
  const isExcluded = matchesAny(origin.exclude)
  return key => {
    const name = servedName(origin, key)
    return name === undefined || !isIncluded(name) || isExcluded(name) ? [] : pathsOf(origin, name)
  }
}
