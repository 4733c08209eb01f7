import type * as t from 'io-ts'
import { excerpt } from './excerpt.ts'
import { repeatedKeys } from './parse-json.ts'

/** One error in a user's input. Holds no more of a value than an excerpt. */
export interface Issue {
  readonly at: string
  readonly problem: string
}

const plain = /^[\w$-]{1,40}$/

/** A key for a message: on one line, at most 40 characters. */
const shownKey = (key: string): string => (plain.test(key) ? key : excerpt(key))

/** One issue for each key that an object of a JSON text repeats. */
export const repeatedKeyIssues = (text: string): ReadonlyArray<Issue> =>
  repeatedKeys(text).map(path => ({ at: path.map(key => shownKey(String(key))).join('.'), problem: 'given more than once' }))

/** The errors of this project's codecs as issues. `at` is the path of keys, or the codec's name for the whole value. */
export const toIssues = (errors: t.Errors): ReadonlyArray<Issue> =>
  errors.map(({ context, message }) => ({
    at:
      context
        .slice(1)
        .map(({ key }) => shownKey(key))
        .join('.') ||
      (context[0]?.type.name ?? ''),
    problem: message ?? `expected ${context[context.length - 1]?.type.name}`,
  }))
