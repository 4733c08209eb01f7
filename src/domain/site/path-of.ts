import { encodePath } from '../items/encode-path.ts'
import type { Item } from '../items/item.ts'
import { foldCase, type PathRules } from '../items/rules.ts'

/** A `*` would be a wildcard. U+FFFD replaces bytes that are not text, so the requested path is unknown. */
const unnameable = /[*\u{fffd}]/u

/** Characters with a meaning in a path but not in a file name, and control characters, which no path may have. */
const special = /[%?\p{Cc}]+/gu

/** Encodes a part of a file name for a path. */
const encode = (name: string): string => encodePath(name.replace(special, encodeURIComponent))

/** Whether an index of an encoded path is inside a character: within `%XX`, or before a byte that continues one in UTF-8. */
const isInside = (path: string, at: number): boolean =>
  path[at - 1] === '%' || path[at - 2] === '%' || /^%[89AB]/.test(path.slice(at, at + 2))

/** The longest part from the start that fits and does not split an encoded character. */
const truncated = (path: string, maxLength: number): string => {
  let end = maxLength
  while (isInside(path, end)) end -= 1
  return path.slice(0, end)
}

const before = (text: string, pattern: RegExp | undefined): string => {
  const at = pattern === undefined ? -1 : text.search(pattern)
  return at === -1 ? text : text.slice(0, at)
}

/**
 * The path under which a file is served. `prefix` is an encoded path that ends in `/`; `fileName` is not encoded. A name that the CDN
 * cannot express, or that is too long, becomes a wildcard of the part that it can. `spare` characters of the maximum length stay free.
 */
export const pathOf = ({ unsupported, ...rules }: PathRules, prefix: string, fileName: string, spare = 0): Item => {
  const name = fileName.toWellFormed()
  const nameable = before(name, unnameable)
  const encoded = encode(nameable)
  const known = before(encoded, unsupported?.pattern)
  const isExact = nameable === name && known === encoded
  const path = `${prefix}${known}${isExact ? '' : '*'}`
  const maxLength = rules.maxLength - spare
  const fitting = path.length <= maxLength ? path : `${truncated(`${prefix}${known}`, maxLength - 1)}*`
  return foldCase(fitting, { unsupported, ...rules }) as Item
}
