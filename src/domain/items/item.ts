import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import type * as t from 'io-ts'
import { excerpt } from '../codec/excerpt.ts'
import { encodePath } from './encode-path.ts'

interface ItemBrand {
  readonly Item: unique symbol
}

/**
 * One thing to invalidate, written exactly as it is sent: an encoded path that starts with `/`, a wildcard (such a
 * path that ends in `*`), or a cache tag that starts with `#`.
 */
export type Item = t.Branded<string, ItemBrand>

export const isTag = (item: Item): boolean => item.startsWith('#')

export const isWildcard = (item: Item): boolean => item.startsWith('/') && item.endsWith('*')

/** What every path begins with that a wildcard matches. */
export const prefixOf = (wildcard: Item): string => wildcard.slice(0, -1)

/** Characters in one path, after encoding. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/invalidation-specifying-objects.html */
export const maxPathLength = 4_000

/** Characters in one tag. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/invalidation-by-tags.html */
const maxTagLength = 256

/** Characters of a path that is offered. */
const maxOfferLength = 40

const control = /\p{Cc}/u
const scheme = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i
const cannotBeInvalidated = /~|%7e|\*(?!$)/i
const tagCharacters = /^[!-+\--~]+$/

type Reading = E.Either<string, Item>

const problem = (text: string): Reading => E.left(text)

const offer = (path: string): string => `try ${excerpt(path)}`

/** A wildcard that does not fit into a message is described. */
const offerWildcard = (prefix: string): string =>
  prefix.length < maxOfferLength ? offer(`${prefix}*`) : `try its first ${prefix.length} characters and a *`

const readTag = (text: string): Reading => {
  const tag = text.slice(1)
  if (tag === '') return problem('a tag needs a name after the #')
  if (tag.length > maxTagLength) return problem(`a tag has at most ${maxTagLength} characters, this one has ${tag.length}`)
  if (!tagCharacters.test(tag)) return problem(`tag ${excerpt(text)} may hold only printable ASCII, no space and no comma`)
  return E.right(text as Item)
}

const withLeadingSlash = (text: string): string => (text.startsWith('/') ? text : `/${text}`)

const refuseWhatCannotBeInvalidated = (path: string): E.Either<string, string> => {
  const found = path.search(cannotBeInvalidated)
  if (found === -1) return E.right(path)
  const reason =
    path[found] === '*'
      ? 'has a * that is not its last character, which CloudFront takes literally'
      : 'has a ~, which CloudFront cannot invalidate, encoded or not'
  return E.left(`${excerpt(path)} ${reason}; ${offerWildcard(path.slice(0, found))}`)
}

const refuseLong = (path: string): Reading =>
  path.length > maxPathLength
    ? problem(`${excerpt(path)} has ${path.length} characters when encoded, CloudFront takes at most ${maxPathLength}`)
    : E.right(path as Item)

const readPath = (text: string): Reading =>
  pipe(text, withLeadingSlash, refuseWhatCannotBeInvalidated, E.map(encodePath), E.flatMap(refuseLong))

/** The path of a URL is offered where it could be taken as it is. */
const offerPathOf = (rest: string): string =>
  pipe(
    readPath(rest),
    E.match(
      () => '',
      path => `: ${offer(path)}`,
    ),
  )

/**
 * Reads one entry of `items` as a person writes it. A missing leading `/` is added, as CloudFront's console does.
 * Fails with a sentence that says what is wrong and, where there is one, the nearest legal path.
 */
export const readItem = (text: string): Reading => {
  if (text === '') return problem('is empty')
  if (control.test(text)) return problem(`${excerpt(text)} has a control character`)
  if (!text.isWellFormed()) return problem(`${excerpt(text)} is not well-formed Unicode`)
  if (text.trim() !== text) return problem(`${excerpt(text)} begins or ends with white space; leave it out, or write it as %20`)
  if (text.startsWith('#')) return readTag(text)
  const host = scheme.exec(text)
  if (host) return problem(`${excerpt(text)} is a URL; give its path alone${offerPathOf(text.slice(host[0].length))}`)
  return readPath(text)
}
