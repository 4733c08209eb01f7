import { isLeft, isRight } from 'fp-ts/lib/Either.js'
import { isNonEmpty } from 'fp-ts/lib/ReadonlyArray.js'
import type { ReadonlyNonEmptyArray } from 'fp-ts/lib/ReadonlyNonEmptyArray.js'
import * as t from 'io-ts'
import { type Decoder, decoder, expected } from './decoder.ts'

/** An array, which may be empty. Reports the errors of all entries. */
export const array = <A>(
  name: string,
  description: string,
  type: Decoder<A>,
  maxEntries = Number.POSITIVE_INFINITY,
): Decoder<ReadonlyArray<A>> =>
  decoder<ReadonlyArray<A>>(name, (value, context) => {
    if (!Array.isArray(value)) return t.failure(value, context, expected(description, value))
    if (value.length > maxEntries) return t.failure(value, context, `has ${value.length} entries; at most ${maxEntries} are allowed`)
    const results = value.map((entry: unknown, index) => type.validate(entry, t.appendContext(context, String(index), type, entry)))
    const errors = results.flatMap(result => (isLeft(result) ? result.left : []))
    if (errors.length > 0) return t.failures(errors)
    return t.success(results.flatMap(result => (isRight(result) ? [result.right] : [])))
  })

/** An array with at least one entry. */
export const nonEmptyArray = <A>(
  name: string,
  description: string,
  type: Decoder<A>,
  maxEntries?: number,
): Decoder<ReadonlyNonEmptyArray<A>> => {
  const list = array(name, description, type, maxEntries)
  return decoder<ReadonlyNonEmptyArray<A>>(name, (value, context) => {
    const result = list.validate(value, context)
    if (isLeft(result)) return result
    return isNonEmpty(result.right) ? t.success(result.right) : t.failure(value, context, `empty; expected ${description}`)
  })
}

/** A single value, or a non-empty array of values. */
export const oneOrMany = <A>(
  name: string,
  description: string,
  type: Decoder<A>,
  maxEntries?: number,
): Decoder<ReadonlyNonEmptyArray<A>> => {
  const list = nonEmptyArray(name, description, type, maxEntries)
  const one = decoder<ReadonlyNonEmptyArray<A>>(name, (value, context) => {
    const result = type.validate(value, context)
    return isLeft(result) ? result : t.success([result.right])
  })
  return decoder(name, (value, context) => (Array.isArray(value) ? list : one).validate(value, context))
}
