import type { Item } from '../items/item.ts'
import type { PathRules } from '../items/rules.ts'
import { pathsOf, servedName } from '../site/paths-of.ts'
import { selection } from '../site/rules.ts'
import type { Origin } from './origin.ts'

/** The paths under which the targets of an origin serve an object of its bucket; empty if they do not. */
export const pathsOfObject = (rules: PathRules, origin: Origin): ((key: string) => ReadonlyArray<Item>) => {
  const isSelected = selection(origin)
  return key => {
    const name = servedName(origin, key)
    return name === undefined || !isSelected(name) ? [] : pathsOf(rules, origin, name)
  }
}
