import { closest } from 'fastest-levenshtein'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { type Decoder, decoder, expected } from './decoder.ts'

type JsonObject = Readonly<Record<string, unknown>>

export const isJsonObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value)

type Decoded<P extends Readonly<Record<string, t.Any>>> = { readonly [K in keyof P]: t.TypeOf<P[K]> }

/** As much of an unknown key as is compared with the known ones. */
const comparable = 40

const unknownKeys = (value: JsonObject, known: ReadonlyArray<string>, context: t.Context): t.Errors =>
  Object.keys(value)
    .filter(key => !known.includes(key))
    .map(key => ({
      value: value[key],
      context: t.appendContext(context, key, t.unknown, value[key]),
      message: `unknown key; did you mean ${closest(key.slice(0, comparable), known)}?`,
    }))

/**
 * An object with these keys and no others. io-ts's own `strict` drops an unknown key in silence, so that a misspelt
 * one would change what is invalidated; here it is an error that names the nearest known key.
 */
export const strictObject = <P extends Readonly<Record<string, t.Any>>>(name: string, props: P): Decoder<Decoded<P>> =>
  decoder<Decoded<P>>(name, (value, context) => {
    if (!isJsonObject(value)) return t.failure(value, context, expected('a JSON object', value))
    const results = Object.entries(props).map(([key, type]) => ({
      key,
      result: type.validate(value[key], t.appendContext(context, key, type, value[key])),
    }))
    const wrong = results.flatMap(({ result }) => (E.isLeft(result) ? result.left : []))
    const errors = [...wrong, ...unknownKeys(value, Object.keys(props), context)]
    if (errors.length > 0) return t.failures(errors)
    const decoded = results.flatMap(({ key, result }) => (E.isRight(result) ? [[key, result.right]] : []))
    return t.success(Object.fromEntries(decoded))
  })
