import { type Item, isWildcard } from '../items/item.ts'
import type { PathRules } from '../items/rules.ts'
import type { ArtifactEntry } from '../pipeline/artifact-entry.ts'
import { compare } from './compare.ts'
import { pathsOf, plainPathsOf, servedName } from './paths-of.ts'
import { type SiteRules, selection } from './rules.ts'

/** The paths that a deploy changed. */
export interface ChangedPaths {
  /** Paths and wildcards to invalidate: distinct, sorted by code unit. */
  readonly changed: ReadonlyArray<Item>
  /** Paths that should stay cached: exact, distinct, none of them in `changed`. */
  readonly unchanged: ReadonlyArray<Item>
  /** The number of files whose paths are in `changed`. */
  readonly files: number
  /** Files of either artifact that the rules select, changed or not. 0 means that the rules match nothing. */
  readonly selected: number
}

interface Rules extends SiteRules {
  readonly added: boolean
}

/** The served names of those files that are served. */
const served = (rules: Rules, names: ReadonlyArray<string>): ReadonlyArray<string> => names.flatMap(name => servedName(rules, name) ?? [])

/**
 * Compares two artifacts and returns the paths to invalidate. These are the modified and deleted files, and with `added` the new ones,
 * that `include` and `exclude` select. Files that are not selected should stay cached, like unchanged ones. New files are not in
 * `unchanged` because nothing of them is cached; files without an exact path are not in it either.
 */
export const changesOf = (
  paths: PathRules,
  rules: Rules,
  before: ReadonlyArray<ArtifactEntry>,
  after: ReadonlyArray<ArtifactEntry>,
): ChangedPaths => {
  const { added, modified, deleted, unchanged } = compare(before, after)
  const isSelected = selection(rules)
  const differing = [...served(rules, modified), ...served(rules, deleted), ...(rules.added ? served(rules, added) : [])]
  const selected = differing.filter(isSelected)

  const changedPaths = new Set<Item>()
  const changedItems = new Set<Item>()
  for (const name of selected) {
    for (const path of plainPathsOf(paths, rules, name)) changedPaths.add(path)
    for (const item of pathsOf(paths, rules, name)) changedItems.add(item)
  }

  const kept = new Set<Item>()
  const keep = (name: string): void => {
    for (const path of plainPathsOf(paths, rules, name)) if (!isWildcard(path) && !changedPaths.has(path)) kept.add(path)
  }
  for (const name of served(rules, unchanged)) keep(name)
  for (const name of [...served(rules, modified), ...served(rules, deleted)]) if (!isSelected(name)) keep(name)

  const selectedOthers = [...served(rules, unchanged), ...(rules.added ? [] : served(rules, added))].filter(isSelected)
  return {
    changed: [...changedItems].sort(),
    unchanged: [...kept],
    files: selected.length,
    selected: selected.length + selectedOthers.length,
  }
}

/** The items that invalidate everything that is served, for when the changes are unknown. */
export const everythingOf = ({ queryStrings }: PathRules, serving: Pick<Rules, 'addPrefix' | 'queryStrings'>): ReadonlyArray<Item> => {
  if (serving.addPrefix === '/') return ['/*' as Item]
  const folder = serving.addPrefix.slice(0, -1) as Item
  const folders = serving.queryStrings && queryStrings !== undefined ? queryStrings.ofFolder(folder) : [folder]
  return [`${serving.addPrefix}*` as Item, ...folders]
}
