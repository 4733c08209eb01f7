import { type Item, isWildcard } from '../items/item.ts'
import type { PathRules, QueryStringRules } from '../items/rules.ts'
import { pathOf } from './path-of.ts'
import type { SiteRules } from './rules.ts'

/** The rules that decide under which paths a file is served. */
export type Serving = Pick<SiteRules, 'stripPrefix' | 'addPrefix' | 'indexDocuments' | 'queryStrings'>

/** The name of a file relative to the served folder; `undefined` if it is outside. */
export const servedName = ({ stripPrefix }: Pick<Serving, 'stripPrefix'>, name: string): string | undefined =>
  name.startsWith(stripPrefix) ? name.slice(stripPrefix.length) : undefined

interface Paths {
  /** The path of the file's own name. */
  readonly file: Item
  /** The paths of its folder, if it is an index document: with and without the slash, because they are cached separately. */
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

/** What to invalidate for the paths of a file, with all their query strings. A wildcard has them already. */
const withQueryStrings = ({ ofFile, ofFolder }: QueryStringRules, { file, folders }: Paths): ReadonlyArray<Item> => {
  const items = [...(isWildcard(file) ? [file] : ofFile(file))]
  for (const folder of folders) items.push(...(isWildcard(folder) ? [folder] : ofFolder(folder)))
  return [...new Set(items)]
}

const distinct = ({ file, folders }: Paths): ReadonlyArray<Item> => (folders.length === 0 ? [file] : [...new Set([file, ...folders])])

/** The distinct paths of a served file, without query strings. `name` is relative to `stripPrefix`. */
export const plainPathsOf = (paths: PathRules, serving: Serving, name: string): ReadonlyArray<Item> =>
  distinct(pathsIn(paths, serving, name))

/** The same paths, and the items to invalidate when the file changed: with `queryStrings`, they include all query strings by the CDN's rules. */
export const changedPathsOf = (
  paths: PathRules,
  serving: Serving,
  name: string,
): { readonly plain: ReadonlyArray<Item>; readonly items: ReadonlyArray<Item> } => {
  const found = pathsIn(paths, serving, name)
  const plain = distinct(found)
  return { plain, items: serving.queryStrings && paths.queryStrings ? withQueryStrings(paths.queryStrings, found) : plain }
}

/** The items to invalidate when a served file changed: its path, and the paths of its folder if it is an index document. */
export const pathsOf = (paths: PathRules, serving: Serving, name: string): ReadonlyArray<Item> => changedPathsOf(paths, serving, name).items
