import * as E from 'fp-ts/lib/Either.js'

/** Reads a string that matches a pattern as it is; of any other it says what is wrong. */
export const matching =
  (pattern: RegExp, problem: (value: string) => string) =>
  (value: string): E.Either<string, string> =>
    pattern.test(value) ? E.right(value) : E.left(problem(value))
