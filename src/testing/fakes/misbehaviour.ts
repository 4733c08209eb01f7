import * as E from 'fp-ts/lib/Either.js'
import type { IO } from 'fp-ts/lib/IO.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { MemoryClock } from './clock.ts'

/** What a fake does wrong in one call: nothing, refuse it, do it but lose the answer, or hang for as long as it is allowed to. */
export type Misbehaviour<F> =
  | { readonly _tag: 'None' }
  | { readonly _tag: 'Refuse'; readonly failure: F }
  | { readonly _tag: 'LoseAnswer' }
  | { readonly _tag: 'Hang' }

/** The unreliable part of a fake. What was scheduled goes wrong, one entry a call; after that all goes well. */
export interface Unreliable<F> {
  readonly call: <A>(within: number, work: IO<E.Either<F, A>>) => TaskEither<F, A>
  readonly calls: () => number
  readonly misbehave: (...how: ReadonlyArray<Misbehaviour<F>>) => void
}

/** `noAnswer` is how the port calls it when no answer comes. */
export const unreliable = <F>(clock: MemoryClock, noAnswer: (reason: string) => F): Unreliable<F> => {
  const scheduled: Misbehaviour<F>[] = []
  let calls = 0
  return {
    call: (within, work) => async () => {
      calls += 1
      const fault = scheduled.shift()
      switch (fault?._tag) {
        case undefined:
        case 'None':
          return work()
        case 'Refuse':
          return E.left(fault.failure)
        case 'LoseAnswer':
          work()
          return E.left(noAnswer('ECONNRESET'))
        case 'Hang':
          clock.advance(within)
          return E.left(noAnswer('it took too long'))
      }
    },
    calls: () => calls,
    misbehave: (...how) => {
      scheduled.push(...how)
    },
  }
}
