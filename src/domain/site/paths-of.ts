import { type Item, isWildcard } from '../items/item.ts'
import type { PathRules } from '../items/rules.ts'
import { pathOf } from './path-of.ts'
import type { SiteRules } from './rules.ts'

/** Which paths a file is served under. */
export type Serving = Pick<SiteRules, 'stripPrefix' | 'addPrefix' | 'indexDocuments' | 'queryStrings'>

/** The name of a file relative to the folder that is served; `undefined` outside of it. */
export const servedName = ({ stripPrefix }: Pick<Serving, 'stripPrefix'>, name: string): string | undefined =>
  name.startsWith(stripPrefix) ? name.slice(stripPrefix.length) : undefined

interface Paths {
  /** The path of the file's own name. */
  readonly file: Item
  /** The paths of its folder, with and without the slash, if it is an index document: a cache keeps each by itself. */
  readonly folders: ReadonlyArray<Item>
}

const pathsIn = (paths: PathRules, { addPrefix, indexDocuments, queryStrings }: Serving, name: string): Paths => {
  const spare = queryStrings ? (paths.queryStrings?.maxExtraLength ?? 0) : 0
  const file = pathOf(paths, addPrefix, name, spare)
  const start = name.lastIndexOf('/') + 1
  if (!indexDocuments.includes(name.slice(start))) return { file, folders: [] }
  const withSlash = pathOf(paths, addPrefix, name.slice(0, start), spare)
  if (start > 0) return { file, folders: [withSlash, pathOf(paths, addPrefix, name.slice(0, start - 1), spare)] }
  return { file, folders: addPrefix === '/' ? [withSlash] : [withSlash, addPrefix.slice(0, -1) as Item] }
}

/** The paths of a served file, by its name: without query strings, each once. */
export const plainPathsOf = (paths: PathRules, serving: Serving, name: string): ReadonlyArray<Item> => {
  const { file, folders } = pathsIn(paths, serving, name)
  return folders.length === 0 ? [file] : [...new Set([file, ...folders])]
}

/**
 * What to invalidate when a served file changed: the path of its name, and those of its folder if it is an index document; with
 * `queryStrings` also all their query strings, as the CDN's rules say. `name` is relative to `stripPrefix`.
 */
export const pathsOf = (paths: PathRules, serving: Serving, name: string): ReadonlyArray<Item> => {
  const { queryStrings } = paths
  if (!serving.queryStrings || queryStrings === undefined) return plainPathsOf(paths, serving, name)
  const { file, folders } = pathsIn(paths, serving, name)
  const items = [...(isWildcard(file) ? [file] : queryStrings.ofFile(file))]
  for (const folder of folders) items.push(...(isWildcard(folder) ? [folder] : queryStrings.ofFolder(folder)))
  return [...new Set(items)]
}
