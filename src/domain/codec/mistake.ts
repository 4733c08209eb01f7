import type * as t from 'io-ts'

/** One thing that is wrong in what a person wrote: where, and what. Never holds more of a value than an excerpt. */
export interface Mistake {
  readonly at: string
  readonly problem: string
}

/** Longest key that a message repeats. */
const longestKey = 40

const keyOf = ({ key }: t.ContextEntry): string => (key.length > longestKey ? `${key.slice(0, longestKey)}…` : key)

/** What a codec of this project found wrong, with the path of keys to each place. */
export const toMistakes = (errors: t.Errors): ReadonlyArray<Mistake> =>
  errors.map(({ context, message }) => ({
    at: context.slice(1).map(keyOf).join('.') || 'UserParameters',
    problem: message ?? `expected ${context[context.length - 1]?.type.name}`,
  }))
