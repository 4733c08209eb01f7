import type * as t from 'io-ts'
import { excerpt } from './excerpt.ts'
import { repeatedKeys } from './parse-json.ts'

/** One thing that is wrong in what a person wrote: where, and what. Never holds more of a value than an excerpt. */
export interface Issue {
  readonly at: string
  readonly problem: string
}

/** A key that a message can show as it is. */
const plain = /^[\w$-]{1,40}$/

/** A key as a message may show it: no line of its own, no more than 40 characters. */
const shownKey = (key: string): string => (plain.test(key) ? key : excerpt(key))

/** The keys that an object of a JSON text has more than once. */
export const repeatedKeyIssues = (text: string): ReadonlyArray<Issue> =>
  repeatedKeys(text).map(path => ({ at: path.map(key => shownKey(String(key))).join('.'), problem: 'given more than once' }))

/** What a codec of this project found wrong, with the path of keys to each place; the codec's name stands for the whole. */
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
