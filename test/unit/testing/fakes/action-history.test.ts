import type { HistoryFailure } from '../../../../src/domain/pipeline/history-failure.ts'
import { memoryHistory } from '../../../../src/testing/fakes/action-history.ts'
import { memoryClock } from '../../../../src/testing/fakes/clock.ts'
import type { Misbehaviour } from '../../../../src/testing/fakes/misbehaviour.ts'
import { actionHistoryContract, type Trouble } from '../../../contracts/action-history.ts'
import { actionInput } from '../../../support/history.ts'

const refuse = (failure: HistoryFailure): Misbehaviour<HistoryFailure> => ({ _tag: 'Refuse', failure })

const troubles: Readonly<Record<Trouble, Misbehaviour<HistoryFailure>>> = {
  Denied: refuse({ _tag: 'HistoryDenied', permission: 'ci:Look', resource: 'r' }),
  Throttled: refuse({ _tag: 'HistoryUnavailable', reason: 'Throttling' }),
  Fault: refuse({ _tag: 'HistoryUnavailable', reason: '503' }),
  Invalid: refuse({ _tag: 'HistoryRejected', code: 'no' }),
  TokenExpired: refuse({ _tag: 'HistoryUnavailable', reason: 'token' }),
  Lost: { _tag: 'LoseAnswer' },
  Hang: { _tag: 'Hang' },
}

actionHistoryContract('in memory', async () => {
  const history = memoryHistory(memoryClock(), [actionInput.pipeline])
  return {
    history,
    record: (...runs) => {
      for (const run of runs) history.record(actionInput.pipeline, run)
    },
    arrange: trouble => history.misbehave(troubles[trouble]),
    calls: history.calls,
  }
})
