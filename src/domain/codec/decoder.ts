import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'

/** A named io-ts type that is only used to decode. */
export type Decoder<A> = t.Type<A, A, unknown>

/** Builds an io-ts type from its name and its validation. */
export const decoder = <A>(name: string, validate: t.Validate<unknown, A>): Decoder<A> =>
  new t.Type(name, (value): value is A => E.isRight(validate(value, [])), validate, t.identity)

/** The kind of a JSON value. Never its content, which may be secret. */
const kindOf = (value: unknown): string => {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'an array'
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}

/** The message for a missing value or one of the wrong kind. */
export const expected = (description: string, got: unknown): string =>
  got === undefined ? `missing; expected ${description}` : `expected ${description}, got ${kindOf(got)}`
