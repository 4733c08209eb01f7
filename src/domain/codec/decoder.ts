import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'

/** A named io-ts type that is only ever decoded. */
export type Decoder<A> = t.Type<A, A, unknown>

/** The one place that builds io-ts types, so that each differs in its name and in how it validates, and in nothing else. */
export const decoder = <A>(name: string, validate: t.Validate<unknown, A>): Decoder<A> =>
  new t.Type(name, (value): value is A => E.isRight(validate(value, [])), validate, t.identity)

/** Names the kind of a JSON value, never its content. */
const kindOf = (value: unknown): string => {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'an array'
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}

/** The sentence for a value of the wrong kind, or for none at all. */
export const expected = (description: string, got: unknown): string =>
  got === undefined ? `missing; expected ${description}` : `expected ${description}, got ${kindOf(got)}`
