import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { anythingButSlash, type CharacterSet, only, readBrackets } from './character-set.ts'

/** A part of a pattern. */
export type Part =
  | { readonly kind: 'character'; readonly set: CharacterSet }
  /** Any number of characters, in one folder or across folders. */
  | { readonly kind: 'run'; readonly crossesFolders: boolean }
  /** Nothing, or anything that ends in a slash. */
  | { readonly kind: 'folders' }
  | { readonly kind: 'either'; readonly alternatives: ReadonlyArray<ReadonlyArray<Part>> }

/** Parts, and the position after them. */
interface Read {
  readonly parts: ReadonlyArray<Part>
  readonly end: number
}

/** Where a part starts. */
interface Place {
  readonly start: number
  /** Whether it is the first of the pattern, of an alternative or of a segment. */
  readonly isFirst: boolean
  readonly isInBraces: boolean
}

const character = (set: CharacterSet): Part => ({ kind: 'character', set })

const endOfStars = (pattern: string, at: number): number => (pattern[at] === '*' ? endOfStars(pattern, at + 1) : at)

/** `**` is special as a whole segment only; other stars are one `*`. As in a shell, a segment `*` does not match an empty one. */
const readStars = (pattern: string, { start, isFirst, isInBraces }: Place): Read => {
  const end = endOfStars(pattern, start)
  const next = pattern[end]
  const isSegment = isFirst && (next === undefined || next === '/' || endsAlternative(next, isInBraces))
  if (isSegment && end - start === 2) {
    return next === '/' ? { parts: [{ kind: 'folders' }], end: end + 1 } : { parts: [{ kind: 'run', crossesFolders: true }], end }
  }
  const run: Part = { kind: 'run', crossesFolders: false }
  return { parts: isSegment && !isInBraces ? [character(anythingButSlash), run] : [run], end }
}

const endsAlternative = (next: string, isInBraces: boolean): boolean => isInBraces && (next === ',' || next === '}')

/** Braces without a comma are literal. `{1..9}` is rejected, since other tools read a range. */
const readBraces = (pattern: string, start: number): E.Either<string, Read> => {
  const alternatives: Array<ReadonlyArray<Part>> = []
  let end = start
  do {
    const read = readParts(pattern, end + 1, true)
    if (E.isLeft(read)) return read
    alternatives.push(read.right.parts)
    end = read.right.end
  } while (pattern[end] === ',')
  if (end === pattern.length) return E.left('a { is not closed')
  const [single = [], ...others] = alternatives
  if (others.length > 0) return E.right({ parts: [{ kind: 'either', alternatives }], end: end + 1 })
  if (pattern.slice(start, end).includes('..')) return E.left('ranges in braces are not supported, so list what matches: {1,2,3}')
  return E.right({ parts: [character(only('{')), ...single, character(only('}'))], end: end + 1 })
}

const readCharacter = (pattern: string, start: number): Read => {
  const text = String.fromCodePoint(pattern.codePointAt(start) ?? 0)
  return { parts: [character(only(text))], end: start + text.length }
}

const readPart = (pattern: string, place: Place): E.Either<string, Read> => {
  const { start } = place
  switch (pattern.charAt(start)) {
    case '*':
      return E.right(readStars(pattern, place))
    case '?':
      return E.right({ parts: [character(anythingButSlash)], end: start + 1 })
    case '{':
      return readBraces(pattern, start)
    case '}':
      return E.left('a } has no {')
    case '[':
      return pipe(
        readBrackets(pattern, start),
        E.map(({ set, end }) => ({ parts: [character(set)], end })),
      )
    case ']':
      return E.left('a ] has no [')
    case '\\':
      return E.right(readCharacter(pattern, start + 1 < pattern.length ? start + 1 : start))
    default:
      return E.right(readCharacter(pattern, start))
  }
}

/** Reads to the end of the pattern, or of an alternative in braces. */
const readParts = (pattern: string, start: number, isInBraces: boolean): E.Either<string, Read> => {
  const parts: Array<Part> = []
  let end = start
  while (end < pattern.length && !endsAlternative(pattern.charAt(end), isInBraces)) {
    const isFirst = end === start || pattern[end - 1] === '/'
    const read = readPart(pattern, { start: end, isFirst, isInBraces })
    if (E.isLeft(read)) return read
    parts.push(...read.right.parts)
    end = read.right.end
  }
  return E.right({ parts, end })
}

/** Reads a pattern that starts at the root of the site. The error says why it is not a pattern. */
export const parse = (pattern: string): E.Either<string, ReadonlyArray<Part>> =>
  pipe(
    readParts(pattern, 0, false),
    E.map(({ parts }) => parts),
  )
