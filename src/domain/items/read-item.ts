import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { excerpt } from '../codec/excerpt.ts'
import { encodePath } from './encode-path.ts'
import type { Item } from './item.ts'
import { foldCase, type ItemRules, type PathRules, type TagRules } from './rules.ts'
import { type Unmeant, unmeantIn, type VariableRules } from './unmeant.ts'

/** Characters in a suggested path, at most. */
const maxSuggestionLength = 40

const control = /\p{Cc}/u
const innerStar = /\*(?!$)/

type Reading = E.Either<string, Item>

const problem = (text: string): Reading => E.left(text)

const suggest = (path: string): string => `try ${excerpt(path)}`

const wildcardOrLength = (prefix: string): string =>
  prefix.length < maxSuggestionLength ? suggest(`${prefix}*`) : `try its first ${prefix.length} characters and a *`

/** The nearest wildcard before what cannot be invalidated, if the CDN has any. One that does not fit into a message is described. */
const suggestWildcard = (before: string, { wildcards }: ItemRules): string => {
  switch (wildcards?.granularity) {
    case undefined:
      return ''
    case 'character':
      return `; ${wildcardOrLength(before)}`
    case 'directory':
      return `; ${wildcardOrLength(before.slice(0, before.lastIndexOf('/') + 1))}`
  }
}

const readTag = (text: string, rules: TagRules | undefined): Reading => {
  const tag = text.slice(1)
  if (tag === '') return problem('a tag needs a name after the #')
  if (rules === undefined) return E.right(text as Item)
  if (tag.length > rules.maxLength) return problem(`a tag has at most ${rules.maxLength} characters, this one has ${tag.length}`)
  if (!rules.pattern.test(tag)) return problem(`tag ${excerpt(text)} may hold only ${rules.allowed}`)
  return E.right(text as Item)
}

const withLeadingSlash = (text: string): string => (text.startsWith('/') ? text : `/${text}`)

/** Something in a path that cannot be invalidated. `at` is its index. */
interface Obstacle {
  readonly at: number
  readonly reason: string
}

const obstaclesIn = (path: string, { unsupported }: PathRules): ReadonlyArray<Obstacle> => {
  const star = { at: path.search(innerStar), reason: 'has a * before its end; a wildcard has its * at the end' }
  const other = unsupported && { at: path.search(unsupported.pattern), reason: unsupported.reason }
  return [star, ...(other ? [other] : [])].filter(({ at }) => at !== -1).sort((one, another) => one.at - another.at)
}

const readPath = (text: string, rules: ItemRules): Reading => {
  const { name, paths } = rules
  const path = withLeadingSlash(text)
  const [obstacle] = obstaclesIn(path, paths)
  if (obstacle) return problem(`${excerpt(path)} ${obstacle.reason}${suggestWildcard(path.slice(0, obstacle.at), rules)}`)
  // Encoding never shortens a path, and takes seconds for millions of characters.
  if (path.length > paths.maxLength)
    return problem(`${excerpt(path)} has ${path.length} characters; ${name} accepts at most ${paths.maxLength}`)
  const encoded = foldCase(encodePath(path), paths)
  if (encoded.length > paths.maxLength)
    return problem(`${excerpt(encoded)} has ${encoded.length} characters when encoded; ${name} accepts at most ${paths.maxLength}`)
  return E.right(encoded as Item)
}

/** Offers the path that is meant, if it is valid. */
const rejectUnmeant = (text: string, { reason, path }: Unmeant, rules: ItemRules, variables: VariableRules | undefined): Reading =>
  pipe(
    E.fromNullable('')(path),
    E.filterOrElse(
      meant => unmeantIn(meant, variables) === undefined,
      () => '',
    ),
    E.flatMap(meant => readPath(meant, rules)),
    E.match(
      () => problem(`${excerpt(text)} ${reason}`),
      meant => problem(`${excerpt(text)} ${reason}: ${suggest(meant)}`),
    ),
  )

/**
 * Reads one entry of `items` by the rules of a CDN. Adds a missing leading `/` and encodes the path. `variables` are those of the CI
 * system; one that was not resolved is an error. The error says what is wrong and, if possible, suggests a valid path.
 */
export const readItem =
  (rules: ItemRules, variables?: VariableRules) =>
  (text: string): Reading => {
    if (text === '') return problem('is empty')
    if (control.test(text)) return problem(`${excerpt(text)} has a control character`)
    if (!text.isWellFormed()) return problem(`${excerpt(text)} is not well-formed Unicode`)
    if (text.trim() !== text) return problem(`${excerpt(text)} starts or ends with white space; remove it, or write it as %20`)
    const unmeant = unmeantIn(text, variables)
    if (unmeant) return rejectUnmeant(text, unmeant, rules, variables)
    return text.startsWith('#') ? readTag(text, rules.tags) : readPath(text, rules)
  }
