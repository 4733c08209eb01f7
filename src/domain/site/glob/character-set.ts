import * as E from 'fp-ts/lib/Either.js'
import { excerpt } from '../../codec/excerpt.ts'

/** Code points from the first to the second, both included. */
type Range = readonly [from: number, to: number]

/** The code points in the ranges, or if it is negated all others. */
export interface CharacterSet {
  readonly isNegated: boolean
  readonly ranges: ReadonlyArray<Range>
}

const slash = 0x2f

/** The set of one character. */
export const only = (character: string): CharacterSet => {
  const codePoint = character.codePointAt(0) ?? 0
  return { isNegated: false, ranges: [[codePoint, codePoint]] }
}

/** Every code point, lone surrogates and line breaks among them. */
export const anything: CharacterSet = { isNegated: true, ranges: [] }

/** Every code point that can be in the name of a file or folder. */
export const anythingButSlash: CharacterSet = { isNegated: true, ranges: [[slash, slash]] }

/** Whether a set has a code point. */
export const has = ({ isNegated, ranges }: CharacterSet, codePoint: number): boolean => {
  for (const [from, to] of ranges) if (from <= codePoint && codePoint <= to) return !isNegated
  return isNegated
}

/** POSIX's classes in its own locale, as pairs of first and last. https://pubs.opengroup.org/onlinepubs/9699919799/basedefs/V1_chap07.html#tag_07_03_01 */
const namedClasses: ReadonlyMap<string, string> = new Map([
  ['alnum', '09AZaz'],
  ['alpha', 'AZaz'],
  ['blank', '\t\t  '],
  ['cntrl', '\0\x1f\x7f\x7f'],
  ['digit', '09'],
  ['graph', '!~'],
  ['lower', 'az'],
  ['print', ' ~'],
  ['punct', '!/:@[`{~'],
  ['space', '\t\r  '],
  ['upper', 'AZ'],
  ['xdigit', '09AFaf'],
])

const rangesIn = (pairs: string): ReadonlyArray<Range> =>
  Array.from({ length: pairs.length / 2 }, (_, pair) => [pairs.charCodeAt(2 * pair), pairs.charCodeAt(2 * pair + 1)])

const withoutSlash = ([from, to]: Range): ReadonlyArray<Range> =>
  [[from, Math.min(to, slash - 1)] as const, [Math.max(from, slash + 1), to] as const].filter(([first, last]) => first <= last)

const setOf = (isNegated: boolean, ranges: ReadonlyArray<Range>): CharacterSet => ({
  isNegated,
  ranges: isNegated ? [...ranges, [slash, slash]] : ranges.flatMap(withoutSlash),
})

/** An entry of a bracket expression: `[:digit:]`, or one character, escaped or not, or two with a `-` in between. */
const entry = /\[:([a-z]*):\]|(?:\\(.)|(.))(?:-(?:\\(.)|([^\]\\])))?/suy

/**
 * Reads the bracket expression that starts at a position of a pattern, such as `[a-z]`, `[!0-9_]` or `[[:digit:]]`. A `]` in front is a
 * character like others. No bracket expression has a `/`, so that it stays within a folder. Returns the position after it, too. The error
 * is a reason.
 */
export const readBrackets = (pattern: string, start: number): E.Either<string, { readonly set: CharacterSet; readonly end: number }> => {
  const isNegated = /[!^]/.test(pattern.charAt(start + 1))
  const first = start + (isNegated ? 2 : 1)
  const ranges: Array<Range> = []
  for (let at = first; at < pattern.length; at = entry.lastIndex) {
    if (pattern[at] === ']' && at > first) return E.right({ set: setOf(isNegated, ranges), end: at + 1 })
    entry.lastIndex = at
    const [text = '', className, escapedFrom, plainFrom, escapedTo, plainTo] = entry.exec(pattern) ?? []
    const from = (escapedFrom ?? plainFrom ?? '').codePointAt(0) ?? 0
    const to = (escapedTo ?? plainTo)?.codePointAt(0) ?? from
    const named = className === undefined ? undefined : namedClasses.get(className)
    if (className !== undefined && named === undefined) return E.left(`unknown character class ${excerpt(className)}`)
    if (from > to) return E.left(`the range ${excerpt(text)} is in the wrong order`)
    ranges.push(...(named === undefined ? [[from, to] as const] : rangesIn(named)))
  }
  return E.left('a [ is not closed')
}
