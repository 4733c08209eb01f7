import { type Item, isWildcard } from '../items/item.ts'
import type { PathRules } from '../items/rules.ts'
import type { ArtifactEntry } from '../pipeline/artifact-entry.ts'
import { compare } from './compare.ts'
import { pathsOf, plainPathsOf, servedName } from './paths-of.ts'
import { type SiteRules, selection } from './rules.ts'

/** What a deploy changed, in paths. */
export interface ChangedPaths {
  /** What has to be invalidated: paths and wildcards, sorted by code unit, each once. */
  readonly changed: ReadonlyArray<Item>
  /** What should rather stay cached: exact paths, each once, none of them in `changed`. */
  readonly unchanged: ReadonlyArray<Item>
  /** Of so many files the paths are in `changed`. */
  readonly files: number
  /** Files of either artifact that would be in `changed` if they differed; none, where the rules fit nothing there is. */
  readonly selected: number
}

/** What says which paths these are. */
interface Rules extends SiteRules {
  readonly added: boolean
}

/** The names of those files that are served. */
const served = (rules: Rules, names: ReadonlyArray<string>): ReadonlyArray<string> => names.flatMap(name => servedName(rules, name) ?? [])

/**
 * From two lists of files to the paths whose content differs between them. Modified and deleted files count, and with `added`
 * new ones; those of them count that `include` and `exclude` leave over. Files that they leave out are to stay cached like
 * those that are the same, but for new ones, of which nothing is cached. A file of which no path tells exactly is
 * not in `unchanged`: there is nothing that could be spared.
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

  const alike = [...served(rules, unchanged), ...(rules.added ? [] : served(rules, added))].filter(isSelected)
  return { changed: [...changedItems].sort(), unchanged: [...kept], files: selected.length, selected: selected.length + alike.length }
}

/** All that is served of the artifact: what to invalidate if it is not known what changed. */
export const everythingOf = ({ queryStrings }: PathRules, serving: Pick<Rules, 'addPrefix' | 'queryStrings'>): ReadonlyArray<Item> => {
  if (serving.addPrefix === '/') return ['/*' as Item]
  const folder = serving.addPrefix.slice(0, -1) as Item
  const folders = serving.queryStrings && queryStrings !== undefined ? queryStrings.ofFolder(folder) : [folder]
  return [`${serving.addPrefix}*` as Item, ...folders]
}
