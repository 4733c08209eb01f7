import * as E from 'fp-ts/lib/Either.js'
import { type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser'
import { excerpt } from './excerpt.ts'

const strict = { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false }

/** Of the text where JSON breaks, this much is shown. */
const shown = 20

const firstError = (text: string): ParseError | undefined => {
  const errors: ParseError[] = []
  parseTree(text, errors, strict)
  return errors[0]
}

/** JavaScript's own parser decides what is JSON, but its messages do not always tell the place. */
const whereItBreaks = (text: string): string => {
  const error = firstError(text)
  return error === undefined
    ? 'not JSON'
    : `not JSON at position ${error.offset}, before ${excerpt(text.slice(error.offset, error.offset + shown))} (${printParseErrorCode(error.error)})`
}

/** Parses JSON, or says at which position (counted from 0) it stops being JSON. */
export const parseJson = (text: string): E.Either<string, unknown> =>
  E.tryCatch(
    () => JSON.parse(text),
    () => whereItBreaks(text),
  )
