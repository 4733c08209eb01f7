import { encodePath } from '../items/encode-path.ts'
import { type Item, maxPathLength } from '../items/item.ts'

/**
 * What no invalidation can name: CloudFront takes no `~`, encoded or not, and a `*` always for a wildcard; and behind
 * U+FFFD stood bytes that were no text, so that nobody knows how they are requested.
 */
const unexpressible = /[~*\u{fffd}]/u

/** What means something in a path, and nothing in a file's name; and control characters, which no path may have. */
const special = /[%?\p{Cc}]/gu

/** A piece of a file's name as it stands in a path. */
const encode = (name: string): string => encodePath(name.replace(special, encodeURIComponent))

/** The longest beginning that fits, which ends with a whole character: CloudFront need not know half of an encoded one. */
const truncated = (prefix: string, name: string, most: number): string => {
  let text = prefix
  for (const character of name) {
    const longer = text + encode(character)
    if (longer.length > most) break
    text = longer
  }
  return text
}

/**
 * The path under which a file is served, as it is sent: `prefix` is a path already and ends in `/`, the name is not. A name
 * that no path can tell exactly becomes the wildcard that ends before what cannot be told, and one that has more than
 * CloudFront's 4,000 characters when encoded becomes its beginning. `spare` are the characters that will be added.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/invalidation-specifying-objects.html
 */
export const pathOf = (prefix: string, fileName: string, spare = 0): Item => {
  const name = fileName.toWellFormed()
  const end = name.search(unexpressible)
  const known = end === -1 ? name : name.slice(0, end)
  const exact = prefix + encode(known)
  const path = end === -1 ? exact : `${exact}*`
  const most = maxPathLength - spare
  return (path.length <= most ? path : `${truncated(prefix, known, most - 1)}*`) as Item
}
