import { expect } from 'chai'
import { jsonLinesLog } from '../../../../src/adapters/node/json-lines-log.ts'
import type { LogEntry } from '../../../../src/ports/log-entry.ts'
import { memoryClock } from '../../../../src/testing/fakes/clock.ts'

const jobId = 'j1'
const success = { _tag: 'Success', summary: 's', status: 'InProgress', invalidationIds: [], targetIds: [], pathCount: 0 } as const
const failure = { _tag: 'Failure', kind: 'failed', message: 'm', invalidationIds: [] } as const
const continuation = { _tag: 'Continuation', token: 't', summary: 's', percentComplete: 50 } as const
const submission = { jobId, targetId: 'E1', reference: 'r', items: 1 }

const levels: ReadonlyArray<readonly [LogEntry, string]> = [
  [
    {
      _tag: 'Planned',
      jobId,
      firstJobId: 'j0',
      targetIds: ['E1'],
      items: 1,
      firstItems: ['/*'],
      waitForCompletion: false,
      dryRun: false,
    },
    'INFO',
  ],
  [{ _tag: 'PlannedItems', jobId, items: ['/a', '/b'] }, 'DEBUG'],
  [{ _tag: 'FileRead', jobId, artifact: 'Site', path: 'invalidate.txt', bytes: 7 }, 'INFO'],
  [
    { _tag: 'FileReadFailed', jobId, artifact: 'Site', path: 'invalidate.txt', failure: { _tag: 'FileNotFound', nearest: 'invalid.txt' } },
    'WARN',
  ],
  [{ _tag: 'ItemsTakenLiterally', jobId, count: 1, first: [{ text: '"/a,/b"', doubt: 'comma' }] }, 'WARN'],
  [{ _tag: 'PlanFailed', jobId, reason: 'TokenInvalid' }, 'WARN'],
  [{ _tag: 'InvalidationCreated', ...submission, invalidation: { id: 'I1', status: 'InProgress' } }, 'INFO'],
  [{ _tag: 'InvalidationFailed', ...submission, failure: { _tag: 'Throttled', code: 'Throttling' } }, 'WARN'],
  [{ _tag: 'LookedUp', ...submission, invalidation: { id: 'I1', status: 'InProgress' } }, 'INFO'],
  [{ _tag: 'LookUpFailed', ...submission, failure: { _tag: 'Throttled', code: 'Throttling' } }, 'WARN'],
  [{ _tag: 'StatusChecked', jobId, targetId: 'E1', invalidationId: 'I1', status: 'Completed' }, 'INFO'],
  [{ _tag: 'StatusCheckFailed', jobId, targetId: 'E1', invalidationId: 'I1', failure: { _tag: 'InvalidationNotFound' } }, 'WARN'],
  [{ _tag: 'Paused', jobId, milliseconds: 5 }, 'INFO'],
  [{ _tag: 'RepeatScheduled', jobId, milliseconds: 5 }, 'INFO'],
  [{ _tag: 'Reported', jobId }, 'INFO'],
  [{ _tag: 'ReportFailed', jobId, failure: { _tag: 'JobUnknown' } }, 'WARN'],
  [{ _tag: 'Finished', jobId, answer: success, milliseconds: 9 }, 'INFO'],
  [{ _tag: 'Finished', jobId, answer: failure, milliseconds: 9 }, 'WARN'],
  [{ _tag: 'Finished', jobId, answer: continuation, milliseconds: 9 }, 'INFO'],
  [{ _tag: 'AnswerUndelivered', jobId, failure: { _tag: 'JobUnknown' } }, 'ERROR'],
  [{ _tag: 'UnexpectedError', jobId, error: 'at\nmany\nlines' }, 'ERROR'],
  [{ _tag: 'EventRejected', reason: 'no job' }, 'ERROR'],
  [{ _tag: 'MessagesReceived', messages: 3, changes: 5, unserved: 1 }, 'INFO'],
  [{ _tag: 'AllChangesIgnored', changes: 5, bucket: 'my-site', key: 'a' }, 'WARN'],
  [{ _tag: 'MessagesHeldBack', messages: 1, of: 3 }, 'WARN'],
  [{ _tag: 'MessageRejected', messageId: 'm1', failure: { _tag: 'BucketUnknown', bucket: 'other' } }, 'ERROR'],
  [{ _tag: 'MessagesReturned', messages: 0, of: 3 }, 'INFO'],
  [{ _tag: 'MessagesReturned', messages: 1, of: 3 }, 'WARN'],
]

const none = () => ({})

const written = (entry: LogEntry): ReadonlyArray<string> => {
  const lines: string[] = []
  jsonLinesLog(memoryClock(0), none, line => lines.push(line))(entry)()
  return lines
}

describe('jsonLinesLog', () => {
  for (const [entry, level] of levels) {
    it(`writes ${entry._tag} as one line of level ${level}`, () => {
      const [line, ...more] = written(entry)
      expect(more).to.deep.equal([])
      expect(line).to.match(/^[^\n]+\n$/)
      const { _tag: event, ...fields } = entry
      expect(JSON.parse(line ?? '')).to.deep.equal({ timestamp: '1970-01-01T00:00:00.000Z', level, event, ...fields })
    })
  }

  it('adds the given fields, with the timestamp of the line', () => {
    const lines: string[] = []
    const addition = ({ _tag }: LogEntry, timestamp: number) => ({ Lines: 1, of: _tag, timestamped: timestamp })
    jsonLinesLog(memoryClock(7), addition, line => lines.push(line))({ _tag: 'Reported', jobId })()
    expect(JSON.parse(lines.join(''))).to.deep.include({ event: 'Reported', jobId, Lines: 1, of: 'Reported', timestamped: 7 })
  })

  it('writes nothing until the effect is run', () => {
    const lines: string[] = []
    jsonLinesLog(memoryClock(0), none, line => lines.push(line))({ _tag: 'Reported', jobId })
    expect(lines).to.deep.equal([])
  })
})
