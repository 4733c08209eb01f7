import assert from 'node:assert/strict'
import type { Either } from 'fp-ts/lib/Either.js'

/** The right value, where a left one fails the test. */
export const rightOf = <L, A>(either: Either<L, A>): A =>
  either._tag === 'Right' ? either.right : assert.fail(`expected a success, got the failure ${JSON.stringify(either.left)}`)

/** The left value, where a right one fails the test. */
export const leftOf = <L, A>(either: Either<L, A>): L =>
  either._tag === 'Left' ? either.left : assert.fail(`expected a failure, got the success ${JSON.stringify(either.right)}`)

/** Characters of a value that a message shows. */
const shown = 80

/**
 * Fails the test at the first difference of two lists. `deepEqual` would describe all of them: of lists as long as these, that takes
 * minutes and gigabytes on Node.js 24.
 */
export const assertSame = <A>(actual: ArrayLike<A>, expected: ArrayLike<A>): void => {
  assert.equal(actual.length, expected.length, `expected ${expected.length} entries, got ${actual.length}`)
  for (let index = 0; index < expected.length; index += 1) {
    if (actual[index] === expected[index]) continue
    const [got, wanted] = [actual[index], expected[index]].map(value => String(value).slice(0, shown))
    assert.fail(`entry ${index} is ${got}, expected ${wanted}`)
  }
}

/** Fails the test unless the failure has this tag and every text in it says something. Gives the failure. */
export const assertFailure = <F extends { readonly _tag: string }>(failure: F, tag: F['_tag']): F => {
  assert.equal(failure._tag, tag)
  for (const [key, value] of Object.entries(failure)) assert.notEqual(value, '', `${tag} has an empty ${key}`)
  return failure
}

/** Fails the test unless the failure names the permission that is missing, and on what: `part` is in the name of that. */
export const assertDenied = (failure: object, part: string): void => {
  const { permission, resource }: { readonly permission?: unknown; readonly resource?: unknown } = failure
  assert.ok(typeof permission === 'string' && permission !== '', 'a denial names the permission that is missing')
  assert.ok(typeof resource === 'string' && resource.includes(part), `a denial names the resource, which has ${part} in it: ${resource}`)
}
