import { expect } from 'chai'
import * as E from 'fp-ts/lib/Either.js'
import { endEntry, eventEntry, planEntries, receivedEntries, traceOf } from '../../../src/application/log-lines.ts'
import type { FetchResult, StepResult } from '../../../src/domain/job/event.ts'
import { nextRequest, startPosition } from '../../../src/domain/plan/next-request.ts'
import type { LogEntry } from '../../../src/ports/log-entry.ts'
import { success } from '../../support/builders/answers.ts'
import { item } from '../../support/builders/arbitraries.ts'
import { providedCredentials } from '../../support/builders/artifacts.ts'
import { targetNotFound, throttled } from '../../support/builders/failures.ts'
import { actionInput } from '../../support/builders/history.ts'
import { message, poison } from '../../support/builders/messages.ts'
import { knownBucket, origin } from '../../support/builders/origins.ts'
import { firstJobId, planOf } from '../../support/builders/plans.ts'
import { batchOf } from '../../support/by-cloudfront.ts'

const jobId = 'job'
const credentials = { principal: 'arn:aws:iam::222222222222:role/r', qualifier: 'secret' }
const artifact = {
  name: 'Site',
  location: 's3://b/k',
  credentials: providedCredentials,
}
const file = { artifact, path: 'out/items.txt', maxBytes: 10 }

const request = nextRequest(planOf({ items: [item('/a'), item('/b')], credentials }), 'E1', startPosition, {
  halvings: 0,
})
if (request === undefined) throw new Error('Expected a request.')
const { reference } = request
const status = { targetId: 'E1', invalidationId: 'I1', credentials: { ...credentials, jobId } }
const submission = { jobId, targetId: 'E1', reference, items: 2 }
const check = { jobId, targetId: 'E1', invalidationId: 'I1' }
const source = { jobId, artifact: 'Site', path: 'out/items.txt' }
const storeUnavailable = { _tag: 'ArtifactStoreUnavailable', reason: '503' } as const
const historyUnavailable = { _tag: 'HistoryUnavailable', reason: '503' } as const
const reporterUnavailable = { _tag: 'ReporterUnavailable', reason: '503' } as const
const invalidation = { id: 'I1', status: 'InProgress' } as const

describe('eventEntry', () => {
  const table: ReadonlyArray<readonly [FetchResult | StepResult, LogEntry]> = [
    [
      { _tag: 'FileRead', file, content: new Uint8Array(3) },
      { _tag: 'FileRead', ...source, bytes: 3 },
    ],
    [
      { _tag: 'FileReadFailed', file, failure: storeUnavailable },
      { _tag: 'FileReadFailed', ...source, failure: storeUnavailable },
    ],
    [
      {
        _tag: 'HistoryRead',
        input: actionInput,
        baseline: { _tag: 'Comparable', locations: ['s3://b/old', 's3://b/older'], parameters: '{}' },
      },
      { _tag: 'HistoryRead', jobId, pipeline: 'my-site', baseline: ['s3://b/old', 's3://b/older'] },
    ],
    [
      { _tag: 'HistoryRead', input: { ...actionInput, decided: ['s3://b/old'] }, baseline: { _tag: 'Confirmed' } },
      { _tag: 'HistoryRead', jobId, pipeline: 'my-site', baseline: ['s3://b/old'] },
    ],
    [
      { _tag: 'HistoryRead', input: actionInput, baseline: { _tag: 'NotComparable', why: 'NeverSucceeded' } },
      { _tag: 'HistoryRead', jobId, pipeline: 'my-site', baseline: [], why: 'NeverSucceeded' },
    ],
    [
      { _tag: 'HistoryReadFailed', input: actionInput, failure: historyUnavailable },
      { _tag: 'HistoryReadFailed', jobId, pipeline: 'my-site', failure: historyUnavailable },
    ],
    [
      { _tag: 'ArtifactListed', artifact, entries: [{ name: 'a', fingerprint: 1, size: 1 }] },
      { _tag: 'ArtifactListed', jobId, location: 's3://b/k', entries: 1 },
    ],
    [
      { _tag: 'ArtifactListFailed', artifact, failure: storeUnavailable },
      { _tag: 'ArtifactListFailed', jobId, location: 's3://b/k', failure: storeUnavailable },
    ],
    [
      { _tag: 'InvalidationCreated', target: 0, request, invalidation },
      { _tag: 'InvalidationCreated', ...submission, invalidation },
    ],
    [
      { _tag: 'InvalidationFailed', target: 0, request, failure: targetNotFound },
      { _tag: 'InvalidationFailed', ...submission, failure: targetNotFound },
    ],
    [
      { _tag: 'LookedUp', target: 0, request, invalidation },
      { _tag: 'LookedUp', ...submission, invalidation },
    ],
    [
      { _tag: 'LookUpFailed', target: 0, request, failure: throttled },
      { _tag: 'LookUpFailed', ...submission, failure: throttled },
    ],
    [
      { _tag: 'StatusChecked', target: 0, request: status, status: 'Completed' },
      { _tag: 'StatusChecked', ...check, status: 'Completed' },
    ],
    [
      { _tag: 'StatusCheckFailed', target: 0, request: status, failure: throttled },
      { _tag: 'StatusCheckFailed', ...check, failure: throttled },
    ],
    [
      { _tag: 'Paused', milliseconds: 7 },
      { _tag: 'Paused', jobId, milliseconds: 7 },
    ],
    [
      { _tag: 'Reported', answer: success },
      { _tag: 'Reported', jobId },
    ],
    [
      { _tag: 'ReportFailed', answer: success, failure: reporterUnavailable },
      { _tag: 'ReportFailed', jobId, failure: reporterUnavailable },
    ],
    [
      { _tag: 'ReportFailed', answer: success, failure: { _tag: 'ReportInvalid', code: 'x' } },
      { _tag: 'ReportFailed', jobId, failure: { _tag: 'ReportInvalid', code: 'x' }, answer: success },
    ],
  ]
  for (const [event, entry] of table) {
    it(`reports ${event._tag} without credentials`, () => {
      expect(eventEntry(jobId, event)).to.deep.equal(entry)
    })
  }
})

describe('planEntries', () => {
  const items = (count: number) => Array.from({ length: count }, (_, index) => item(`/${100 + index}`))

  it('shows a plan, and more of its items only if there are more than 20', () => {
    const planned = (count: number) => planEntries(jobId, E.right(planOf({ items: items(count), waitForCompletion: true })))
    const entry = { _tag: 'Planned', jobId, firstJobId, targetIds: ['E1'], waitForCompletion: true, dryRun: false }
    expect(planned(20)).to.deep.equal([{ ...entry, items: 20, firstItems: items(20) }])
    expect(planned(101)).to.deep.equal([
      { ...entry, items: 101, firstItems: items(20) },
      { _tag: 'PlannedItems', jobId, items: items(100) },
    ])
  })

  it('gives the kind of failure if there is no plan', () => {
    expect(planEntries(jobId, E.left({ _tag: 'TokenInvalid', reason: 'secret' }))).to.deep.equal([
      { _tag: 'PlanFailed', jobId, reason: 'TokenInvalid' },
    ])
  })
})

describe('receivedEntries', () => {
  it('counts messages and changes, and lists the rejected messages', () => {
    const batch = batchOf([origin({ stripPrefix: 'a/' })], [message('m1', ['a/1', 'b/2']), poison('m2'), message('m3', ['c'], 'other')])
    expect(receivedEntries(batch)).to.deep.equal([
      { _tag: 'MessagesReceived', messages: 3, changes: 2, unserved: 1 },
      { _tag: 'MessageRejected', messageId: 'm2', failure: { _tag: 'MessageUnreadable', reason: 'not JSON' } },
      { _tag: 'MessageRejected', messageId: 'm3', failure: { _tag: 'BucketUnknown', bucket: 'other' } },
    ])
  })

  it('warns if no change is served, with the first of them', () => {
    const batch = batchOf([origin({ stripPrefix: 'a/' })], [message('m1', ['b/1', 'b/2'])])
    expect(receivedEntries(batch)).to.deep.equal([
      { _tag: 'MessagesReceived', messages: 1, changes: 2, unserved: 2 },
      { _tag: 'AllChangesIgnored', changes: 2, bucket: knownBucket, key: 'b/1' },
    ])
  })

  it('does not warn if there is no change', () => {
    expect(receivedEntries(batchOf([origin()], [message('m1', [])]))).to.deep.equal([
      { _tag: 'MessagesReceived', messages: 1, changes: 0, unserved: 0 },
    ])
  })

  it('counts the messages that were held back', () => {
    const batch = { ...batchOf([origin()], [message('m1', ['a'])]), heldBack: ['m2', 'm3'], messages: ['m1', 'm2', 'm3'] }
    expect(receivedEntries(batch)).to.deep.equal([
      { _tag: 'MessagesReceived', messages: 3, changes: 1, unserved: 0 },
      { _tag: 'MessagesHeldBack', messages: 2, of: 3 },
    ])
  })
})

describe('endEntry', () => {
  it('shows the answer and the duration, or why the answer was not delivered', () => {
    expect(endEntry(jobId, { _tag: 'Finish', answer: success }, 5)).to.deep.equal({
      _tag: 'Finished',
      jobId,
      answer: success,
      milliseconds: 5,
    })
    expect(endEntry(jobId, { _tag: 'GiveUp', failure: reporterUnavailable }, 5)).to.deep.equal({
      _tag: 'AnswerUndelivered',
      jobId,
      failure: reporterUnavailable,
    })
  })
})

describe('traceOf', () => {
  const errorWith = (stack: string | undefined) => Object.assign(new TypeError('a secret'), { stack })

  it('is the name of an error and the lines of its stack, without the message', () => {
    const frames = ['    at inner (file:///a.js:1:2)', '    at async outer (file:///b.js:3:4)']
    const stack = ['TypeError: a secret', 'looked at it,', 'meet me at noon', ...frames].join('\n')
    expect(traceOf(errorWith(stack))).to.equal(['TypeError', ...frames].join('\n'))
  })

  it('is only the name of an error without a stack', () => {
    expect(traceOf(errorWith(undefined))).to.equal('TypeError')
  })

  it('is the type of anything else that is thrown', () => {
    expect(traceOf('a secret')).to.equal('string')
    expect(traceOf(null)).to.equal('object')
  })
})
