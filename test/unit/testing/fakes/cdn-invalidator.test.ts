import type { CdnFailure } from '../../../../src/domain/cdn/cdn-failure.ts'
import { memoryCdn } from '../../../../src/testing/fakes/cdn-invalidator.ts'
import { memoryClock } from '../../../../src/testing/fakes/clock.ts'
import type { Misbehaviour } from '../../../../src/testing/fakes/misbehaviour.ts'
import { cdnInvalidatorContract, type Trouble } from '../../../contracts/cdn-invalidator.ts'

const refuse = (failure: CdnFailure): Misbehaviour<CdnFailure> => ({ _tag: 'Refuse', failure })

const troubles: Readonly<Record<Trouble, Misbehaviour<CdnFailure>>> = {
  Denied: refuse({ _tag: 'InvalidationDenied', permission: 'cdn:Invalidate', resource: 'E1' }),
  ItemsRejected: refuse({ _tag: 'ItemsRejected', detail: 'no' }),
  TooLarge: refuse({ _tag: 'RequestTooLarge' }),
  TooMany: refuse({ _tag: 'TooManyInProgress', code: 'TooMany' }),
  Throttled: refuse({ _tag: 'Throttled', code: 'Throttling' }),
  Fault: refuse({ _tag: 'CdnUnavailable', code: '503' }),
  Unknown: refuse({ _tag: 'RequestRejected', code: 'Teapot' }),
  LostBefore: refuse({ _tag: 'NoAnswer', reason: 'ECONNRESET' }),
  LostAfter: { _tag: 'LoseAnswer' },
  Hang: { _tag: 'Hang' },
}

cdnInvalidatorContract('in memory', async () => {
  const clock = memoryClock()
  const cdn = memoryCdn(clock, ['E1', 'E2'])
  return {
    cdn,
    arrange: trouble => cdn.misbehave(troubles[trouble]),
    created: () => cdn.created().map(({ request }) => request),
    calls: cdn.calls,
    complete: () => clock.advance(10_000),
  }
})
