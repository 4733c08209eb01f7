import * as RA from 'fp-ts/lib/ReadonlyArray.js'
import { type Item, isWildcard } from '../items/item.ts'
import type { PathRules } from '../items/rules.ts'
import { sortedDistinct } from '../items/sorted-distinct.ts'
import type { Comparison } from './compare.ts'
import { changedPathsOf, plainPathsOf, servedName } from './paths-of.ts'
import { type SiteRules, selection } from './rules.ts'

/** The paths that a deploy changed. */
export interface ChangedPaths {
  /** Paths and wildcards to invalidate: distinct, sorted by code unit. */
  readonly changed: ReadonlyArray<Item>
  /** Paths that should stay cached: exact, distinct, none of them in `changed`. */
  readonly unchanged: ReadonlyArray<Item>
  /** The number of files whose paths are in `changed`. */
  readonly files: number
  /** Files of any of the artifacts that the rules select, changed or not. 0 means that the rules match nothing. */
  readonly selected: number
  /** Whether all paths fit into memory. Otherwise the lists are incomplete. */
  readonly isComplete: boolean
  /** Whether all names could be matched with `include` and `exclude`. Hostile patterns take too many steps. Otherwise the lists are incomplete. */
  readonly isMatched: boolean
}

/** Bytes of paths to hold, at most, so that comparing two artifacts and planning the result fits into 512 MB. */
const maxPathBytes = 48 * 1024 * 1024

/** Bytes that a path takes besides its characters: its place in a set and in lists. */
const bytesPerPath = 100

/** Steps to match names with `include` and `exclude`, at most: up to 4 seconds of a core. A count, unlike a clock, is the same in every run. */
const maxSteps = 200_000_000

interface Rules extends SiteRules {
  readonly added: boolean
}

/** The served names of those files that are served. */
const served = (rules: Rules, names: ReadonlyArray<string>): ReadonlyArray<string> => names.flatMap(name => servedName(rules, name) ?? [])

/** Whether the deleted files of a comparison fit into memory. The others are as many as the present artifact has. */
export const hasRoomFor = ({ deleted }: Pick<Comparison, 'deleted'>): boolean =>
  deleted.reduce((bytes, name) => bytes + name.length + bytesPerPath, 0) <= maxPathBytes

/**
 * The paths to invalidate after artifacts were compared. These are the modified and deleted files, and with `added` the new ones,
 * that `include` and `exclude` select. Files that are not selected should stay cached, like unchanged ones. New files are not in
 * `unchanged` because nothing of them is cached; files without an exact path are not in it either.
 */
export const changesOf = (paths: PathRules, rules: Rules, { added, modified, deleted, unchanged }: Comparison): ChangedPaths => {
  let steps = 0
  const matches = selection(rules, more => {
    steps += more
  })
  const isSelected = (name: string): boolean => steps <= maxSteps && matches(name)
  const { left: notSelected, right: selectedBefore } = RA.partition(isSelected)([...served(rules, modified), ...served(rules, deleted)])
  const selected = [...selectedBefore, ...(rules.added ? served(rules, added).filter(isSelected) : [])]

  let room = maxPathBytes
  const add = (set: Set<Item>, path: Item): void => {
    if (room <= 0 || set.has(path)) return
    set.add(path)
    room -= path.length + bytesPerPath
  }

  const changedPaths = new Set<Item>()
  const changedItems = rules.queryStrings ? new Set<Item>() : changedPaths
  for (const name of selected) {
    if (room <= 0) break
    const { plain, items } = changedPathsOf(paths, rules, name)
    for (const path of plain) add(changedPaths, path)
    if (rules.queryStrings) for (const item of items) add(changedItems, item)
  }

  const kept = new Set<Item>()
  const keep = (name: string): void => {
    if (room <= 0) return
    for (const path of plainPathsOf(paths, rules, name)) if (!isWildcard(path) && !changedPaths.has(path)) add(kept, path)
  }
  for (const name of served(rules, unchanged)) keep(name)
  for (const name of notSelected) keep(name)

  const selectedOthers = [...served(rules, unchanged), ...(rules.added ? [] : served(rules, added))].filter(isSelected)
  return {
    changed: sortedDistinct([...changedItems]),
    unchanged: [...kept],
    files: selected.length,
    selected: selected.length + selectedOthers.length,
    isComplete: room > 0,
    isMatched: steps <= maxSteps,
  }
}

/** The items that invalidate everything that is served, for when the changes are unknown. */
export const everythingOf = ({ queryStrings }: PathRules, serving: Pick<Rules, 'addPrefix' | 'queryStrings'>): ReadonlyArray<Item> => {
  if (serving.addPrefix === '/') return ['/*' as Item]
  const folder = serving.addPrefix.slice(0, -1) as Item
  const folders = serving.queryStrings && queryStrings !== undefined ? queryStrings.ofFolder(folder) : [folder]
  return [`${serving.addPrefix}*` as Item, ...folders]
}
