import * as t from 'io-ts'
import { type Decoder, decoder } from './decoder.ts'

/** A key that may be absent. A key with the value `null` is not absent. */
export const optional = <A>(type: Decoder<A>): Decoder<A | undefined> =>
  decoder<A | undefined>(type.name, (value, context) => (value === undefined ? t.success(undefined) : type.validate(value, context)))
