import { closest } from 'fastest-levenshtein'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { type Decoder, decoder, expected } from './decoder.ts'

type JsonObject = Readonly<Record<string, unknown>>

export const isJsonObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value)

type Props = Readonly<Record<string, t.Any | undefined>>

type Decoded<P extends Props> = { readonly [K in keyof P]: P[K] extends infer T ? (T extends t.Any ? t.TypeOf<T> : undefined) : never }

/** Characters of an unknown key to compare with the known keys. */
const comparable = 40

/** Characters that an abbreviation of a key has, at least. */
const minAbbreviation = 3

const isAbbreviation = (short: string, key: string): boolean =>
  short.length >= minAbbreviation && key.toLowerCase().startsWith(short.toLowerCase())

type Synonyms = Readonly<Record<string, string>>

const synonymOf = (key: string, known: ReadonlyArray<string>, synonyms: Synonyms): string | undefined => {
  const synonym = Object.hasOwn(synonyms, key) ? synonyms[key] : undefined
  return known.find(name => name === synonym)
}

/** The key that is probably meant: a synonym, the key that this one abbreviates, or the one with the fewest different characters. */
const suggestionFor = (key: string, known: ReadonlyArray<string>, synonyms: Synonyms): string =>
  synonymOf(key, known, synonyms) ?? known.find(name => isAbbreviation(key, name)) ?? closest(key.slice(0, comparable), known)

const unknownKeys = (value: JsonObject, known: ReadonlyArray<string>, synonyms: Synonyms, context: t.Context): t.Errors =>
  Object.keys(value)
    .filter(key => !known.includes(key))
    .map(key => ({
      value: value[key],
      context: t.appendContext(context, key, t.unknown, value[key]),
      message: `unknown key; did you mean ${suggestionFor(key, known, synonyms)}?`,
    }))

/**
 * An object with these keys and no others. An unknown key is an error that suggests the nearest known one: io-ts's `strict` drops it
 * silently, so a misspelt key would change what is invalidated. A property without a type is not a known key. `keys` maps properties to
 * keys, if they differ. `synonyms` maps other words for keys to the keys.
 */
export const strictObject = <P extends Props>(
  name: string,
  props: P,
  keys: { readonly [K in keyof P]?: string | undefined } = {},
  synonyms: Synonyms = {},
): Decoder<Decoded<P>> => {
  const entries = Object.entries(props).flatMap(([property, type]) => (type ? [{ property, key: keys[property] ?? property, type }] : []))
  const known = entries.map(({ key }) => key)
  return decoder<Decoded<P>>(name, (value, context) => {
    if (!isJsonObject(value)) return t.failure(value, context, expected('a JSON object', value))
    const results = entries.map(({ property, key, type }) => ({
      property,
      result: type.validate(value[key], t.appendContext(context, key, type, value[key])),
    }))
    const wrong = results.flatMap(({ result }) => (E.isLeft(result) ? result.left : []))
    const errors = [...wrong, ...unknownKeys(value, known, synonyms, context)]
    if (errors.length > 0) return t.failures(errors)
    const decoded = results.flatMap(({ property, result }) => (E.isRight(result) ? [[property, result.right]] : []))
    return t.success(Object.fromEntries(decoded))
  })
}
