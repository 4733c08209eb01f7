import * as E from 'fp-ts/lib/Either.js'
import { identity } from 'fp-ts/lib/function.js'
import { type JSONPath, type ParseError, printParseErrorCode, visit } from 'jsonc-parser'
import { excerpt } from './excerpt.ts'
import { type JsonShape, shapeOfJson } from './json-shape.ts'

const strict = { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false }

/** Nested arrays and objects, at most. The syntax checker is recursive and overflows the stack on thousands. */
export const maxDepth = 32

/** Characters to show of the text after a syntax error. */
const maxShown = 20

/** Not allowed in a JSON string: a control character, or a backslash that does not start an escape. */
const illegalInString = /[^\P{Cc}\u007f-\u009f]|\\(?!["\\/bfnrt]|u[0-9A-Fa-f]{4})/u

/** The parser reports the token with the error. In a string, the illegal character inside it is more useful. */
const positionOf = (text: string, { error, offset, length }: ParseError): number => {
  const inside = text.slice(offset, offset + length).search(illegalInString)
  if (inside !== -1) return offset + inside
  return printParseErrorCode(error) === 'UnexpectedEndOfString' ? offset + length : offset
}

const otherQuote = /^['\u2018\u2019\u201c\u201d]/

/** What is wrong, by the parser's name for it. */
const hints: Readonly<Record<string, string>> = {
  InvalidSymbol: 'not a JSON value; strings need double quotes',
  PropertyNameExpected: 'expected a key in double quotes',
  ValueExpected: 'expected a value',
  ColonExpected: 'expected a colon',
  CommaExpected: 'expected a comma',
  CloseBraceExpected: 'expected a }',
  CloseBracketExpected: 'expected a ]',
  EndOfFileExpected: 'expected the end',
  InvalidCommentToken: 'JSON has no comments',
  UnexpectedEndOfString: 'a string without a closing quote on its line',
  UnexpectedEndOfNumber: 'invalid number',
  InvalidUnicode: 'invalid escape sequence',
  InvalidEscapeCharacter: 'invalid escape sequence',
  InvalidCharacter: 'a control character must be escaped',
}

const hintFor = (rest: string, { error }: ParseError): string =>
  otherQuote.test(rest) ? 'JSON strings need double quotes' : (hints[printParseErrorCode(error)] ?? 'invalid')

/** The first error of a text. The rest is not read: it may hold millions. */
const firstError = (text: string): ParseError | undefined => {
  const errors: ParseError[] = []
  const onError = (error: ParseError['error'], offset: number, length: number): never => {
    errors.push({ error, offset, length })
    throw new Error('Ends the visit')
  }
  E.tryCatch(() => visit(text, { onError }, strict), identity)
  return errors[0]
}

/** `JSON.parse` decides what is JSON, but its messages do not always include the position. */
const describeSyntaxError = (text: string, quote: (position: number, error: ParseError) => string): string => {
  const error = firstError(text)
  if (error === undefined) return 'not JSON'
  const position = positionOf(text, error)
  return `not JSON at position ${position}${quote(position, error)}`
}

const parse = (text: string, { depth }: JsonShape, quote: (position: number, error: ParseError) => string): E.Either<string, unknown> =>
  depth > maxDepth
    ? E.left(`nested more than ${maxDepth} levels deep`)
    : E.tryCatch(
        () => JSON.parse(text),
        () => describeSyntaxError(text, quote),
      )

/** Parses JSON. The error names the position of the first syntax error, counted from 0, and quotes what follows. */
export const parseJson = (text: string): E.Either<string, unknown> =>
  parse(text, shapeOfJson(text), (position, error) => {
    const rest = text.slice(position, position + maxShown)
    return `, before ${excerpt(rest)} (${hintFor(rest, error)})`
  })

/** Parses JSON of a known shape that may be confidential. The error names the position and quotes nothing. */
export const parseConfidentialJson = (text: string, shape: JsonShape): E.Either<string, unknown> => parse(text, shape, () => '')

/**
 * The paths of keys that an object of a valid JSON text repeats. `JSON.parse` silently keeps the last value. Paths are not compared: they can
 * be very long and very many.
 */
export const repeatedKeys = (text: string): ReadonlyArray<JSONPath> => {
  /** How often the open objects have each of their keys, the innermost object last. */
  const open: Map<string, number>[] = []
  const repeated: JSONPath[] = []
  visit(text, {
    onObjectBegin: () => {
      open.push(new Map())
    },
    onObjectEnd: () => {
      open.pop()
    },
    onObjectProperty: (key, _offset, _length, _line, _character, pathToObject) => {
      const counts = open.at(-1)
      const count = 1 + (counts?.get(key) ?? 0)
      counts?.set(key, count)
      if (count === 2) repeated.push([...pathToObject(), key])
    },
  })
  return repeated
}
