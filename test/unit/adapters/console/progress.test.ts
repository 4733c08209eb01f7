import { expect } from 'chai'
import { progressLog, progressText } from '../../../../src/adapters/console/progress.ts'
import type { CdnFailure } from '../../../../src/domain/cdn/cdn-failure.ts'
import type { LogEntry } from '../../../../src/ports/log-entry.ts'

const jobId = 'j'
const submission = { jobId, targetId: 'E1', reference: 'r', items: 2 }
const created: LogEntry = { _tag: 'InvalidationCreated', ...submission, invalidation: { id: 'I1', status: 'InProgress' } }
const check = { jobId, targetId: 'E1', invalidationId: 'I1' }

const planned = (items: number, dryRun = false): LogEntry => ({
  _tag: 'Planned',
  jobId,
  firstJobId: jobId,
  targetIds: ['E1', 'E2'],
  items,
  firstItems: [],
  waitForCompletion: false,
  dryRun,
})

const failed = (failure: CdnFailure): LogEntry => ({ _tag: 'InvalidationFailed', ...submission, failure })

describe('progressText', () => {
  const rows: ReadonlyArray<readonly [LogEntry, string | undefined]> = [
    [planned(2), 'Sending 2 items to E1, E2'],
    [planned(1), 'Sending 1 item to E1, E2'],
    [planned(0), undefined],
    [planned(2, true), undefined],
    [created, 'Created I1 on E1: 2 items'],
    [{ ...created, _tag: 'LookedUp' }, 'Found I1 on E1'],
    [{ _tag: 'LookedUp', ...submission, invalidation: undefined }, undefined],
    [{ _tag: 'StatusChecked', ...check, status: 'Completed' }, 'Waiting for I1 on E1: Completed'],
    [failed({ _tag: 'Throttled', code: 'Throttling' }), 'Retrying E1: Throttling'],
    [failed({ _tag: 'NoAnswer', reason: 'ECONNRESET' }), 'Retrying E1: ECONNRESET'],
    [failed({ _tag: 'RequestRejected', code: 'x', hint: '' }), undefined],
    [{ _tag: 'StatusCheckFailed', ...check, failure: { _tag: 'InvalidationNotFound' } }, 'Retrying the check of I1: InvalidationNotFound'],
    [{ _tag: 'StatusCheckFailed', ...check, failure: { _tag: 'RequestRejected', code: 'x', hint: '' } }, undefined],
    [{ _tag: 'Paused', jobId, milliseconds: 1 }, undefined],
    [{ _tag: 'RepeatScheduled', jobId, milliseconds: 1_000 }, 'Sending everything once more in 1 second'],
    [{ _tag: 'RepeatScheduled', jobId, milliseconds: 30_000 }, 'Sending everything once more in 30 seconds'],
  ]
  for (const [entry, text] of rows) {
    it(`says ${text} of ${JSON.stringify(entry)}`, () => {
      expect(progressText(entry)).to.equal(text)
    })
  }
})

describe('progressLog', () => {
  it('shows progress, and hands on what was created, when it is run', () => {
    const shown: string[] = []
    const submitted: object[] = []
    const log = progressLog({ show: text => shown.push(text), clear: () => {} }, one => submitted.push(one))
    const writes = [planned(2), created, { _tag: 'Paused', jobId, milliseconds: 1 } as const].map(log)
    expect(shown).to.deep.equal([])
    for (const write of writes) write()
    expect(shown).to.deep.equal(['Sending 2 items to E1, E2', 'Created I1 on E1: 2 items'])
    expect(submitted).to.deep.equal([{ id: 'I1', targetId: 'E1', items: 2 }])
  })

  it('hands on what an earlier attempt created, if it was found', () => {
    const submitted: object[] = []
    const log = progressLog({ show: () => {}, clear: () => {} }, one => submitted.push(one))
    log({ _tag: 'LookedUp', ...submission, invalidation: undefined })()
    log({ ...created, _tag: 'LookedUp' })()
    expect(submitted).to.deep.equal([{ id: 'I1', targetId: 'E1', items: 2 }])
  })
})
