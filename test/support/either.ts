import * as E from 'fp-ts/lib/Either.js'

/** The right value. Throws if the value is a left. */
export const rightOf = <L, A>(either: E.Either<L, A>): A => {
  if (E.isLeft(either)) throw new Error(`expected a right value, got left: ${JSON.stringify(either.left)}`)
  return either.right
}

/** The left value. Throws if the value is a right. */
export const leftOf = <L, A>(either: E.Either<L, A>): L => {
  if (E.isRight(either)) throw new Error(`expected a left value, got right: ${JSON.stringify(either.right)}`)
  return either.left
}
