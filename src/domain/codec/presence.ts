import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as t from 'io-ts'
import { type Decoder, decoder } from './decoder.ts'

/** A key that may be absent. A key with the value `null` is not absent. */
export const optional = <A>(type: Decoder<A>): Decoder<A | undefined> =>
  decoder<A | undefined>(type.name, (value, context) => (value === undefined ? t.success(undefined) : type.validate(value, context)))

/** A key whose feature does not exist yet: a legal value is refused all the same, so that none is ever ignored. */
export const notSupportedYet = <A>(type: Decoder<A>): Decoder<A | undefined> =>
  decoder<A | undefined>(type.name, (value, context) =>
    value === undefined
      ? t.success(undefined)
      : pipe(
          type.validate(value, context),
          E.flatMap(() => t.failure(value, context, 'not supported yet')),
        ),
  )
