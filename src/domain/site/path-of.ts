import { encodePath } from '../items/encode-path.ts'
import type { Item } from '../items/item.ts'
import { foldCase, type PathRules } from '../items/rules.ts'

/** A `*` would be a wildcard; and U+FFFD stands for bytes that are not text, so nobody knows how they are requested. */
const unnameable = /[*\u{fffd}]/u

/** What means something in a path and nothing in a file's name, and control characters, which no path may have. */
const special = /[%?\p{Cc}]/gu

/** A piece of a file's name as it stands in a path. */
const encode = (name: string): string => encodePath(name.replace(special, encodeURIComponent))

/** The longest start that fits and ends with a whole character: a CDN need not understand half of an encoded one. */
const truncated = (prefix: string, name: string, maxLength: number): string => {
  let text = prefix
  for (const character of name) {
    const longer = text + encode(character)
    if (longer.length > maxLength) break
    text = longer
  }
  return text
}

const before = (text: string, pattern: RegExp | undefined): string => {
  const at = pattern === undefined ? -1 : text.search(pattern)
  return at === -1 ? text : text.slice(0, at)
}

/**
 * The path under which a file is served: `prefix` is a path already and ends in `/`, the name is not encoded. A name that no path
 * expresses exactly becomes the wildcard that ends before what cannot be expressed, and one that is too long becomes the wildcard
 * of its start. `spare` characters are kept free at the end.
 */
export const pathOf = ({ unsupported, ...rules }: PathRules, prefix: string, fileName: string, spare = 0): Item => {
  const name = fileName.toWellFormed()
  const nameable = before(name, unnameable)
  const encoded = encode(nameable)
  const known = before(encoded, unsupported?.pattern)
  const isExact = nameable === name && known === encoded
  const path = `${prefix}${known}${isExact ? '' : '*'}`
  const maxLength = rules.maxLength - spare
  const fitting = path.length <= maxLength ? path : `${truncated(prefix, nameable, maxLength - 1)}*`
  return foldCase(fitting, { unsupported, ...rules }) as Item
}
