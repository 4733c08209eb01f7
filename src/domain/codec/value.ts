import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as t from 'io-ts'
import { type Decoder, decoder, expected } from './decoder.ts'

/** A string that a function reads, or says in a sentence what is wrong with it. */
export const parsedString = <A>(name: string, description: string, read: (value: string) => E.Either<string, A>): Decoder<A> =>
  decoder(name, (value, context) =>
    typeof value === 'string'
      ? pipe(
          read(value),
          E.match(problem => t.failure<A>(value, context, problem), t.success),
        )
      : t.failure(value, context, expected(description, value)),
  )

/** A value of one kind, told by a predicate. */
export const predicate = <A>(name: string, description: string, is: (value: unknown) => value is A): Decoder<A> =>
  decoder(name, (value, context) => (is(value) ? t.success(value) : t.failure(value, context, expected(description, value))))

/** A boolean. */
export const boolean = predicate('Boolean', 'true or false', (value): value is boolean => typeof value === 'boolean')

/** A key that may be absent. A key with the value `null` is not absent. */
export const optional = <A>(type: Decoder<A>): Decoder<A | undefined> =>
  decoder<A | undefined>(type.name, (value, context) => (value === undefined ? t.success(undefined) : type.validate(value, context)))

/** Reads a string that matches a pattern as it is; of any other it says what is wrong. */
export const matching =
  (pattern: RegExp, problem: (value: string) => string) =>
  (value: string): E.Either<string, string> =>
    pattern.test(value) ? E.right(value) : E.left(problem(value))

/** A parameter that an adapter defines: the key that people write, how its value is read, and an example of one. */
export interface Parameter {
  readonly key: string
  readonly codec: Decoder<string>
  readonly example: string
}
