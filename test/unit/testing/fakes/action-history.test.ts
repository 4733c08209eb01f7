import type { HistoryFailure } from '../../../../src/domain/pipeline/history-failure.ts'
import { actionHistoryContract } from '../../../../src/testing/contracts/action-history.ts'
import { memoryHistory } from '../../../../src/testing/fakes/action-history.ts'
import { memoryClock } from '../../../../src/testing/fakes/clock.ts'
import type { Misbehaviour } from '../../../../src/testing/fakes/misbehaviour.ts'

const refuse = (failure: HistoryFailure): Misbehaviour<HistoryFailure> => ({ _tag: 'Refuse', failure })

const known = { pipeline: 'my-site', stage: 'Deploy', action: 'Invalidate', artifact: 'SiteOutput' }

actionHistoryContract<Misbehaviour<HistoryFailure>>('in memory', {
  known,
  others: { pipeline: 'unknown', stage: 'Beta', action: 'Other', artifact: 'Other' },
  locationOf: key => `memory:${key}`,
  faults: {
    Denied: refuse({ _tag: 'HistoryDenied', permission: 'ci:Look', resource: 'r' }),
    Throttled: refuse({ _tag: 'HistoryUnavailable', reason: 'Throttling' }),
    ServerError: refuse({ _tag: 'HistoryUnavailable', reason: '503' }),
    Rejected: refuse({ _tag: 'HistoryRejected', code: 'no' }),
    CursorExpired: refuse({ _tag: 'HistoryUnavailable', reason: 'token' }),
    Lost: { _tag: 'LoseAnswer' },
    Hang: { _tag: 'Hang' },
  },
  start: async () => {
    const history = memoryHistory(memoryClock(), [known.pipeline])
    return {
      history,
      record: (...runs) => {
        for (const run of runs) history.record(known.pipeline, run)
      },
      arrange: history.misbehave,
      calls: history.calls,
    }
  },
})
