import type { Item } from '../items/item.ts'
import { pathsOf, servedName } from '../site/paths-of.ts'
import { selection } from '../site/rules.ts'
import type { Origin } from './origin.ts'

/** The paths under which the distributions of an origin serve an object of its bucket: none, for one that they do not serve. */
export const pathsOfObject = (origin: Origin): ((key: string) => ReadonlyArray<Item>) => {
  const isSelected = selection(origin)
  return key => {
    const name = servedName(origin, key)
    return name === undefined || !isSelected(name) ? [] : pathsOf(origin, name)
  }
}
