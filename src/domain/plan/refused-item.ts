import { type Item, isEverything, isTag, isWildcard, prefixOf } from '../items/item.ts'
import type { Position } from './next-request.ts'
import type { Plan } from './plan.ts'

/** Everything except letters, digits and the characters that no CDN is known to reject in a path. */
const unusual = /[^A-Za-z0-9/._-]/

/** The index of an item among the wildcards and the other items of a plan. `position` is where a request with the item starts. */
export const placeOf = ({ wildcards }: Plan, position: Position, item: Item): number =>
  isWildcard(item) ? position.wildcards : wildcards.length + position.others

/** The item at a place. */
export const itemAt = ({ wildcards, others }: Plan, place: number): Item | undefined =>
  place < wildcards.length ? wildcards[place] : others[place - wildcards.length]

const overlaps = (prefix: string, pattern: Item): boolean =>
  isWildcard(pattern) ? pattern.startsWith(prefix) || prefix.startsWith(prefixOf(pattern)) : pattern.startsWith(prefix)

/**
 * The wildcard to send instead of an item that the CDN refuses: it ends before the item's first unusual character, or at the folder
 * before it if the CDN has wildcards only for whole folders. `undefined` if there is no such wildcard, or if it would match something
 * that `changed.protect` lists, or everything although the job does not allow that.
 */
export const widerThan = ({ spec, capabilities }: Plan, item: Item): Item | undefined => {
  const { wildcards } = capabilities
  const text = isWildcard(item) ? prefixOf(item) : item
  const end = text.search(unusual)
  if (wildcards === undefined || isTag(item) || end === -1) return undefined
  const usual = text.slice(0, end)
  const prefix = wildcards.granularity === 'directory' ? usual.slice(0, usual.lastIndexOf('/') + 1) : usual
  const wider = `${prefix}*` as Item
  const isProtected = spec.changed?.protect.some(pattern => overlaps(prefix, pattern)) ?? false
  const isAllowed = spec.allowsEverything || !isEverything(wider)
  return isAllowed && !isProtected ? wider : undefined
}
