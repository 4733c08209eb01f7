import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as t from 'io-ts'
import { type Decoder, decoder, expected } from './decoder.ts'

/** A string that `read` parses, or rejects with a message. */
export const parsedString = <A>(name: string, description: string, read: (value: string) => E.Either<string, A>): Decoder<A> =>
  decoder(name, (value, context) =>
    typeof value === 'string'
      ? pipe(
          read(value),
          E.match(problem => t.failure<A>(value, context, problem), t.success),
        )
      : t.failure(value, context, expected(description, value)),
  )

/** A value that satisfies a predicate. */
export const predicate = <A>(name: string, description: string, is: (value: unknown) => value is A): Decoder<A> =>
  decoder(name, (value, context) => (is(value) ? t.success(value) : t.failure(value, context, expected(description, value))))

/** An integer within bounds. The message shows a number that is not. */
export const integer = (name: string, description: string, min: number, max: number): Decoder<number> =>
  decoder(name, (value, context) => {
    if (typeof value !== 'number') return t.failure(value, context, expected(description, value))
    return Number.isInteger(value) && value >= min && value <= max
      ? t.success(value)
      : t.failure(value, context, `expected ${description}, got ${value}`)
  })

/** A boolean. */
export const boolean = predicate('Boolean', 'true or false', (value): value is boolean => typeof value === 'boolean')

/** A key that may be missing. `null` is a value. */
export const optional = <A>(type: Decoder<A>): Decoder<A | undefined> =>
  decoder<A | undefined>(type.name, (value, context) => (value === undefined ? t.success(undefined) : type.validate(value, context)))

/** Accepts strings that match a pattern. `problem` describes the others. */
export const matching =
  (pattern: RegExp, problem: (value: string) => string) =>
  (value: string): E.Either<string, string> =>
    pattern.test(value) ? E.right(value) : E.left(problem(value))

/** A parameter that an adapter defines: its key, the codec of its value, and an example. */
export interface Parameter {
  readonly key: string
  readonly codec: Decoder<string>
  readonly example: string
}
