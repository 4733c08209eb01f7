import type { Item } from '../items/item.ts'
import { isWildcard } from '../items/item.ts'
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
  /** The paths of its folder, with and without the slash, where it is an index document: CloudFront keeps each by itself. */
  readonly folders: ReadonlyArray<Item>
}

/** Characters of `?*`. */
const endingLength = 2

const pathsIn = ({ addPrefix, indexDocuments, queryStrings }: Serving, name: string): Paths => {
  const spare = queryStrings ? endingLength : 0
  const file = pathOf(addPrefix, name, spare)
  const begin = name.lastIndexOf('/') + 1
  if (!indexDocuments.includes(name.slice(begin))) return { file, folders: [] }
  const withSlash = pathOf(addPrefix, name.slice(0, begin), spare)
  if (begin > 0) return { file, folders: [withSlash, pathOf(addPrefix, name.slice(0, begin - 1), spare)] }
  return { file, folders: addPrefix === '/' ? [withSlash] : [withSlash, addPrefix.slice(0, -1) as Item] }
}

/** The paths of a served file, as its name has them: without query strings, each once. */
export const plainPathsOf = (serving: Serving, name: string): ReadonlyArray<Item> => {
  const { file, folders } = pathsIn(serving, name)
  return folders.length === 0 ? [file] : [...new Set([file, ...folders])]
}

const hasExtension = /\.[^/]*$/

const withQueryStrings = (path: Item): ReadonlyArray<Item> => [path, `${path}?*` as Item]

const fileWithQueryStrings = (file: Item): ReadonlyArray<Item> => (hasExtension.test(file) ? [`${file}*` as Item] : withQueryStrings(file))

/**
 * What to invalidate, when a served file changed, in any case: the path of its name, and those of its folder where it is an
 * index document. `name` is relative to `stripPrefix`.
 *
 * With `queryStrings` CloudFront keeps the file once for each query string. For `/image.jpg` it documents the wildcard
 * `/image.jpg*`, which is one path where `/image.jpg` and `/image.jpg?*` are two; that it also covers `/image.jpg.bak` is
 * the lesser evil. Without an extension it is not: `/docs*` covers all of `/docs/` and `/docs-of-others`, and `/*`, for the
 * root, everything. There, it is the path and the wildcard behind its question mark, which follows from what CloudFront
 * documents (a query string is part of the path, and a wildcard stands for any characters at its end), but is not among
 * its examples.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/invalidation-specifying-objects.html
 */
export const pathsOf = (serving: Serving, name: string): ReadonlyArray<Item> => {
  if (!serving.queryStrings) return plainPathsOf(serving, name)
  const { file, folders } = pathsIn(serving, name)
  const paths = [...(isWildcard(file) ? [file] : fileWithQueryStrings(file))]
  for (const folder of folders) paths.push(...(isWildcard(folder) ? [folder] : withQueryStrings(folder)))
  return [...new Set(paths)]
}
