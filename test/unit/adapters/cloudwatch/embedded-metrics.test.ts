import { expect } from 'chai'
import { embeddedMetrics } from '../../../../src/adapters/cloudwatch/embedded-metrics.ts'
import type { Answer } from '../../../../src/domain/job/answer.ts'
import type { LogEntry } from '../../../../src/ports/log-entry.ts'

const jobId = 'j1'
const success: Answer = {
  _tag: 'Success',
  summary: 's',
  status: 'InProgress',
  invalidationIds: [],
  targetIds: [],
  pathCount: 0,
}
const failure: Answer = { _tag: 'Failure', kind: 'failed', message: 'm', invalidationIds: [] }
const continuation: Answer = { _tag: 'Continuation', token: 't', summary: 's', percentComplete: 50 }
const unfinished: Answer = { _tag: 'Unfinished', summary: 's', percentComplete: 50 }
const finished = (answer: Answer): LogEntry => ({ _tag: 'Finished', jobId, answer, milliseconds: 1_234 })
const request = { jobId, targetId: 'E1', reference: 'r', items: 7 }
const created: LogEntry = { _tag: 'InvalidationCreated', ...request, invalidation: { id: 'I1', status: 'InProgress' } }
const throttled = { _tag: 'Throttled', code: 'Throttling' } as const

const metrics = embeddedMetrics({ namespace: 'CDN', functionName: 'invalidate' })

/** The metrics in a line: namespace, name, dimensions, value and unit. */
const read = (line: object): ReadonlyArray<string> => {
  const members = line as Record<string, unknown> & {
    _aws?: {
      CloudWatchMetrics: ReadonlyArray<{
        Namespace: string
        Dimensions: ReadonlyArray<ReadonlyArray<string>>
        Metrics: ReadonlyArray<{ Name: string; Unit: string }>
      }>
    }
  }
  return (members._aws?.CloudWatchMetrics ?? []).flatMap(({ Namespace, Dimensions, Metrics }) =>
    Dimensions.flatMap(keys =>
      Metrics.map(
        ({ Name, Unit }) => `${Namespace} ${Name}{${keys.map(key => `${key}=${members[key]}`).join(' ')}} = ${members[Name]} ${Unit}`,
      ),
    ),
  )
}

describe('embeddedMetrics', () => {
  const of = 'FunctionName=invalidate'
  const lines: ReadonlyArray<readonly [string, LogEntry, ReadonlyArray<string>]> = [
    [
      'an invalidation and its paths by distribution',
      created,
      [`CDN Invalidations{${of} DistributionId=E1} = 1 Count`, `CDN Paths{${of} DistributionId=E1} = 7 Count`],
    ],
    ['an unfinished job', finished(unfinished), [`CDN UnfinishedJobs{${of}} = 1 Count`]],
    [
      'a failed invalidation',
      { _tag: 'InvalidationFailed', ...request, failure: throttled },
      [`CDN CdnErrors{${of} DistributionId=E1} = 1 Count`],
    ],
    [
      'a failed status check',
      { _tag: 'StatusCheckFailed', jobId, targetId: 'E1', invalidationId: 'I1', failure: throttled },
      [`CDN CdnErrors{${of} DistributionId=E1} = 1 Count`],
    ],
    [
      'a failed look-up of an invalidation',
      { _tag: 'LookUpFailed', ...request, failure: throttled },
      [`CDN CdnErrors{${of} DistributionId=E1} = 1 Count`],
    ],
    ['a continuation', finished(continuation), [`CDN Continuations{${of}} = 1 Count`]],
    ['a success', finished(success), [`CDN FailedJobs{${of}} = 0 Count`, `CDN JobDuration{${of}} = 1234 Milliseconds`]],
    ['a failure', finished(failure), [`CDN FailedJobs{${of}} = 1 Count`, `CDN JobDuration{${of}} = 1234 Milliseconds`]],
    [
      'changes of objects',
      { _tag: 'MessagesReceived', messages: 3, changes: 5, unserved: 1 },
      [`CDN ObjectChanges{${of}} = 5 Count`, `CDN IgnoredChanges{${of}} = 1 Count`],
    ],
    ['returned messages', { _tag: 'MessagesReturned', messages: 2, of: 3 }, [`CDN ReturnedMessages{${of}} = 2 Count`]],
  ]
  for (const [what, entry, expected] of lines) {
    it(`counts ${what}`, () => expect(read(metrics(entry, 5))).to.deep.equal(expected))
  }

  it('contains the timestamp', () => expect(metrics(created, 5)).to.have.nested.property('_aws.Timestamp', 5))

  const withoutMetrics: ReadonlyArray<LogEntry> = [
    {
      _tag: 'Planned',
      jobId,
      firstJobId: jobId,
      targetIds: ['E1'],
      items: 1,
      firstItems: ['/*'],
      waitForCompletion: false,
      dryRun: false,
    },
    { _tag: 'PlannedItems', jobId, items: ['/*'] },
    { _tag: 'ItemsTakenLiterally', jobId, count: 1, first: [{ text: '"/a,/b"', doubt: 'comma' }] },
    { _tag: 'PlanFailed', jobId, reason: 'TokenInvalid' },
    { _tag: 'FileRead', jobId, artifact: 'Site', path: 'invalidate.txt', bytes: 7 },
    { _tag: 'FileReadFailed', jobId, artifact: 'Site', path: 'invalidate.txt', failure: { _tag: 'FileNotFound', nearest: undefined } },
    { _tag: 'LookedUp', ...request, invalidation: undefined },
    { _tag: 'StatusChecked', jobId, targetId: 'E1', invalidationId: 'I1', status: 'Completed' },
    { _tag: 'Paused', jobId, milliseconds: 5 },
    { _tag: 'RepeatScheduled', jobId, milliseconds: 5 },
    { _tag: 'Reported', jobId },
    { _tag: 'ReportFailed', jobId, failure: { _tag: 'JobUnknown' } },
    { _tag: 'AnswerUndelivered', jobId, failure: { _tag: 'JobUnknown' } },
    { _tag: 'UnexpectedError', jobId, error: 'TypeError' },
    { _tag: 'AllChangesIgnored', changes: 5, bucket: 'my-site', key: 'a' },
    { _tag: 'MessagesHeldBack', messages: 1, of: 3 },
    { _tag: 'EventRejected', reason: 'no job' },
  ]
  for (const entry of withoutMetrics) {
    it(`adds nothing to ${entry._tag}`, () => expect(metrics(entry, 5)).to.deep.equal({}))
  }

  it('adds nothing without a namespace', () =>
    expect(embeddedMetrics({ namespace: '', functionName: 'invalidate' })(created, 5)).to.deep.equal({}))
})
